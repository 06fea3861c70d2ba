import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent } from "react";

import { Action, ActionLink } from "../../ui/controls/Action";
import { useClosingQuestion } from "../../ui/hooks/useClosingQuestion";
import { BAR } from "../../ui/overlay/UndoBar";
import { guardLeaving } from "../form/leaving";
import { useLeaveQuestion } from "../form/useLeaveQuestion";
import { closeNotice, hasLeftChanges, type Stuck, useLeftChanges } from "./unsaved";

/** Trying again without changing anything may help. */
const PASSING: readonly (Stuck | null)[] = ["failed", "offline"];

/**
 * The changes in the builder that could not be saved after the person had left their form, until they are closed. Asks
 * before the person signs out, changes to another organization or closes the window, which would lose them.
 */
export function LeftChanges({ owner }: { owner: string }) {
  const left = useLeftChanges(owner);
  const question = useLeaveQuestion(<Trans>Some of your changes to interviews aren’t saved.</Trans>);
  const mayLeave = useEffectEvent(async () => !hasLeftChanges(owner) || (await question.ask()));
  useEffect(() => guardLeaving(() => mayLeave()), []);
  useClosingQuestion(left.length > 0);
  return (
    <>
      {left.length > 0 && <Notices left={left} />}
      {question.dialog}
    </>
  );
}

function Notices({ left }: { left: ReturnType<typeof useLeftChanges> }) {
  const { t } = useLingui();
  return (
    <div role="region" aria-label={t`Unsaved changes`} className={BAR}>
      <ul className="grid max-h-[40dvh] min-w-0 flex-1 basis-60 gap-3 overflow-y-auto">
        {left.map(({ of, stuck, notice: { interviewId, search, text, retry } }) => (
          <li key={of} className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p className="min-w-0 flex-1 basis-48 wrap-anywhere">{text}</p>
            <span className="flex flex-wrap gap-2 text-ink">
              {(stuck === null || PASSING.includes(stuck)) && (
                <Action isOff={stuck === null} onClick={retry}>
                  {stuck === null ? <Trans>Saving</Trans> : <Trans>Try again</Trans>}
                </Action>
              )}
              <ActionLink to="/interviews/$interviewId/build" params={{ interviewId }} search={search}>
                <Trans>Open</Trans>
              </ActionLink>
              <Action
                aria-label={t`Close: ${text}`}
                onClick={() => {
                  closeNotice(of);
                }}
              >
                <Trans>Close</Trans>
              </Action>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
