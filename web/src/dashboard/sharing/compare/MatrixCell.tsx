import { Plural, Trans } from "@lingui/react/macro";
import { EyeOff } from "lucide-react";

import type { components } from "../../../api/schema";
import { LevelPips } from "../../report/picture/LevelPips";
import { tintOf } from "../../sessions/heat/LevelCellView";
import { type AiLevel, aiLevelOf, peopleOf } from "./matrix";

interface MatrixCellProps {
  cell: components["schemas"]["CellOut"] | null;
  /** The person and the criterion. */
  name: string;
  /** The id of the detail that it opens. */
  detail: string;
  isOpen: boolean;
  /** Whether the person's answers could not be scored at all. */
  isUnscorable: boolean;
  onPress: () => void;
}

/** The AI's level and people's as marks. A press opens the basis for them. */
export function MatrixCell({ cell, name, detail, isOpen, isUnscorable, onPress }: MatrixCellProps) {
  const ai = aiLevelOf(cell);
  if (cell === null)
    return (
      <span className="block px-2 py-1.5 text-meta text-ink-2 [overflow-wrap:anywhere]">
        <span aria-hidden="true" className={isUnscorable ? "wide:hidden" : ""}>
          –
        </span>
        <span className={isUnscorable ? "sr-only wide:not-sr-only" : "sr-only"}>
          {isUnscorable ? <Trans>Not scorable</Trans> : <Trans>Not part of this report</Trans>}
        </span>
      </span>
    );
  const tint = ai === "hidden" || ai === "unscored" || ai === "absent" ? "bg-sunken" : tintOf({ ai, people: null });
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? detail : undefined}
      className={`grid min-h-11 w-full justify-items-start gap-0.5 rounded-tight px-1.5 py-1.5 text-start leading-tight hover:outline-2 hover:outline-petrol wide:px-2 ${tint} ${isOpen ? "outline-2 outline-ink" : ""}`}
      onClick={onPress}
    >
      <span className="sr-only">{name}: </span>
      <Ai level={ai} />
      {peopleOf(cell).map(({ level, count }) => (
        <People key={level ?? "none"} level={level} count={count} />
      ))}
    </button>
  );
}

function Ai({ level }: { level: AiLevel }) {
  if (level === "unscored") return null;
  if (level === "hidden")
    return (
      <span className="inline-flex items-center gap-1 text-meta text-ink-2">
        <EyeOff aria-hidden="true" className="flex-none" />
        <span className="sr-only wide:not-sr-only">
          <Trans>Rate to reveal</Trans>
        </span>
      </span>
    );
  if (level === "none" || level === "absent")
    return (
      <span className="text-meta">
        <span className="sr-only">
          <Trans>AI</Trans>:{" "}
        </span>
        <span className="sr-only wide:not-sr-only">
          <Trans>No evidence</Trans>
        </span>
      </span>
    );
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <span className="sr-only">
        <Trans>AI: {level} of 4.</Trans>
      </span>
      <span aria-hidden="true" className="font-[650] tabular-nums wide:min-w-6">
        {level}
      </span>
      <LevelPips kind="ai" level={level} className="max-w-9 wide:max-w-none" />
    </span>
  );
}

function People({ level, count }: { level: number | null; count: number }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <span className="sr-only">
        {level === null ? (
          <Plural value={count} one="One reviewer: no evidence." other="# reviewers: no evidence." />
        ) : (
          <Plural value={count} one={`One reviewer: ${level} of 4.`} other={`# reviewers: ${level} of 4.`} />
        )}
      </span>
      <span aria-hidden="true" className="font-[650] tabular-nums wide:min-w-6">
        {level ?? "–"}
      </span>
      {level !== null && <LevelPips kind="person" level={level} className="max-w-9 wide:max-w-none" />}
      {count > 1 && (
        <span aria-hidden="true" className="text-meta">
          ×{count}
        </span>
      )}
    </span>
  );
}
