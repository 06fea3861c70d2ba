import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../parts/Action";
import { DifferenceText } from "./DifferenceText";
import type { Change } from "./RefinePanel";

interface ChangeRowProps {
  change: Change;
  onApply: () => void;
  onDrop: () => void;
}

/** One proposal as a difference. */
export function ChangeRow({ change, onApply, onDrop }: ChangeRowProps) {
  const { before, after, why } = change;
  return (
    <li className="grid gap-3 rounded-panel border border-line-strong bg-surface p-4">
      <h3 className="font-[650]">
        <Title change={change} />
      </h3>
      <DifferenceText
        before={before?.text ?? ""}
        after={change.action === "MOVE" ? (before?.text ?? "") : (after?.text ?? "")}
      />
      {why !== "" && <p className="text-label text-ink-2">{why}</p>}
      <div className="flex flex-wrap gap-2">
        <Action onClick={onApply}>
          <Trans>Apply this change</Trans>
        </Action>
        <Action look="quiet" onClick={onDrop}>
          <Trans>Leave it as it is</Trans>
        </Action>
      </div>
    </li>
  );
}

function Title({ change: { action, part, place, fromPlace } }: { change: Change }) {
  const { t } = useLingui();
  const number = (place ?? 0) + 1;
  if (action === "MOVE") return <>{t`Question ${(fromPlace ?? 0) + 1} becomes question ${number}`}</>;
  if (part === "TITLE") return <>{t`Another title`}</>;
  if (part === "OBJECTIVE") return <>{t`Another objective`}</>;
  if (part === "QUESTION")
    return (
      <>
        {action === "ADD"
          ? t`A new question ${number}`
          : action === "REMOVE"
            ? t`Without question ${number}`
            : t`Question ${number} in other words`}
      </>
    );
  return (
    <>
      {action === "ADD"
        ? t`A new criterion`
        : action === "REMOVE"
          ? t`Without criterion ${number}`
          : t`Criterion ${number} in other words`}
    </>
  );
}
