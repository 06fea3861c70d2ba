import { useLingui } from "@lingui/react/macro";

import type { Session } from "./useSessions";

const EDGES: Record<number, string> = {
  1: "border-b-level-1",
  2: "border-b-level-2",
  3: "border-b-level-3",
  4: "border-b-level-4",
};

/** One cell a criterion: the level's number over its tint, hatched where there is no evidence. */
export function Strip({ scores }: Pick<Session, "scores">) {
  const { t } = useLingui();
  if (scores === null) return <span aria-hidden="true">–</span>;
  return (
    <ul className="flex flex-wrap gap-1">
      {scores.map(({ criterion, level }) => {
        const words = level === null ? t`${criterion}: no evidence` : t`${criterion}: ${level} of 4`;
        const look = level === null ? "hatched" : `border-b-[5px] ${EDGES[level] ?? ""}`;
        return (
          <li
            key={criterion}
            title={words}
            className={`grid size-7 place-items-center rounded-tight border border-line-strong text-meta font-[650] ${look}`}
          >
            <span aria-hidden="true">{level ?? ""}</span>
            <span className="sr-only">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
