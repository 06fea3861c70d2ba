import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";

import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { ServerMessage } from "../../ui/ServerMessage";
import type { BatchWork } from "./useBatches";

interface BatchDialogProps {
  /** The action, as on the button that started it. */
  title: string;
  work: BatchWork;
  nameOf: (id: string) => string;
  /** A note about the rows for which the action succeeded, shown once all are done. */
  after?: ReactNode;
  onRetry: () => void;
  onClose: () => void;
}

/** The progress of an action on many rows: how far it is, why it stopped and, at the end, for which rows it failed. */
export function BatchDialog({ title, work, nameOf, after, onRetry, onClose }: BatchDialogProps) {
  const { t } = useLingui();
  const { count, outcomes, isBusy, error } = work;
  const refused = outcomes.filter(({ done }) => !done);
  const done = outcomes.length - refused.length;
  const isFinished = !isBusy && error === null;
  useEffect(() => {
    if (isFinished) announce(t`Done: ${done} of ${count}`);
  }, [isFinished, done, count, t]);
  return (
    <Modal
      title={title}
      onClose={onClose}
      isHeld={isBusy}
      actions={
        <Action isPrimary={isFinished} isOff={isBusy} onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      {!isFinished && (
        <div className="grid gap-1">
          <progress className="w-full" max={count} value={outcomes.length} aria-label={title} />
          <p className="text-label text-ink-2">
            <Trans>
              {outcomes.length} of {count}
            </Trans>
          </p>
        </div>
      )}
      {error !== null && (
        <ErrorBox
          error={error}
          what={t`The action stopped before everyone was done.`}
          kept={t`Trying again skips those who are already done.`}
          onRetry={onRetry}
        />
      )}
      {isFinished && (
        <p className="text-read">
          <Trans>
            Done: {done} of {count}
          </Trans>
        </p>
      )}
      {isFinished && done > 0 && after}
      {refused.length > 0 && (
        <section className="grid gap-2">
          <h3 className="font-[650]">
            {plural(refused.length, { one: "Not done for # candidate:", other: "Not done for # candidates:" })}
          </h3>
          <ul
            tabIndex={0}
            aria-label={t`Not done`}
            className="grid max-h-60 gap-2 overflow-y-auto border-t border-line pt-2"
          >
            {refused.map(({ id, code, message }) => (
              <li key={id} className="grid">
                <span className="font-[650] wrap-anywhere">{nameOf(id)}</span>
                <span className="text-label text-ink-2">
                  <ServerMessage failure={{ status: 400, code: code ?? "", message: message ?? "", requestId: null }} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Modal>
  );
}
