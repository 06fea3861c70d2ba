import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../ui/controls/Action";
import { DifferenceText } from "./DifferenceText";
import type { Change } from "./refinement";

interface ChangeRowProps {
  change: Change;
  onApply: () => void;
  onDrop: () => void;
}

/** One proposed change, shown as a difference. */
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
          <Trans>Leave as is</Trans>
        </Action>
      </div>
    </li>
  );
}

function Title({ change: { action, part, place, fromPlace } }: { change: Change }) {
  const { t } = useLingui();
  const number = (place ?? 0) + 1;
  if (action === "MOVE") return <>{t`Move question ${(fromPlace ?? 0) + 1} to position ${number}`}</>;
  if (part === "TITLE") return <>{t`Change the title`}</>;
  if (part === "OBJECTIVE") return <>{t`Change the goal`}</>;
  if (part === "QUESTION")
    return (
      <>
        {action === "ADD"
          ? t`Add question ${number}`
          : action === "REMOVE"
            ? t`Remove question ${number}`
            : t`Reword question ${number}`}
      </>
    );
  return (
    <>
      {action === "ADD"
        ? t`Add a criterion`
        : action === "REMOVE"
          ? t`Remove criterion ${number}`
          : t`Reword criterion ${number}`}
    </>
  );
}
