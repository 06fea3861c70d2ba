import { Trans, useLingui } from "@lingui/react/macro";

import { asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import { useSingleMutation } from "../data/useSingleMutation";
import { DifferenceText } from "./DifferenceText";
import { type Change, GoneError } from "./refinement";

interface ChangeRowProps {
  change: Change;
  onApply: () => Promise<unknown>;
  /** It was applied or dropped. */
  onSettle: () => void;
}

/** One proposed change, shown as a difference. It stays until it is applied or dropped, and says why applying failed. */
export function ChangeRow({ change, onApply, onSettle }: ChangeRowProps) {
  const { before, after, why } = change;
  const applying = useSingleMutation({ mutationFn: onApply, onSuccess: onSettle });
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
      {applying.error !== null && <NotApplied error={applying.error} />}
      <div className="flex flex-wrap gap-2">
        <Action
          isOff={applying.isPending}
          onClick={() => {
            applying.mutate();
          }}
        >
          <Trans>Apply this change</Trans>
        </Action>
        <Action look="quiet" isOff={applying.isPending} onClick={onSettle}>
          <Trans>Leave as is</Trans>
        </Action>
      </div>
    </li>
  );
}

function NotApplied({ error }: { error: Error }) {
  const { t } = useLingui();
  if (error instanceof GoneError)
    return (
      <Notice ground="warning" role="alert">
        <Trans>
          This part has changed since the preview, so the change wasn’t applied. Preview the changes again to get new
          proposals.
        </Trans>
      </Notice>
    );
  return (
    <ErrorBox
      error={asApiError(error)}
      what={t`The change was not applied.`}
      safe={t`The interview was not changed.`}
    />
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
