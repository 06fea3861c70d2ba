import { Plural, Trans, useLingui } from "@lingui/react/macro";

import type { components } from "../../api/schema";
import { Action } from "../../ui/controls/Action";
import { Modal } from "../../ui/overlay/Modal";
import { ServerMessage } from "../../ui/ServerMessage";
import { StatusWord } from "../../ui/StatusWord";
import type { Session } from "./useSessions";

interface DecisionResultsProps {
  batch: components["schemas"]["BatchOut"];
  sessions: readonly Session[];
  onClose: () => void;
}

/** The result for each session: some may have been deleted or not allow a decision. */
export function DecisionResults({ batch: { done, results }, sessions, onClose }: DecisionResultsProps) {
  const { t } = useLingui();
  const total = results.length;
  const names = new Map(sessions.map(({ id, participantName }) => [id, participantName ?? t`Unnamed person`]));
  return (
    <Modal
      title={
        done === 0
          ? t`No decision recorded`
          : done < total
            ? t`${done} of ${total} decisions recorded`
            : t`Decisions recorded`
      }
      onClose={onClose}
      actions={
        <Action isPrimary onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      {done === total && (
        <p role="status">
          <Plural value={done} one="# decision was recorded." other="# decisions were recorded." />
        </p>
      )}
      <ul className="grid gap-2">
        {results.map((result) => (
          <li key={result.id} className="grid gap-0.5">
            <span className="flex flex-wrap justify-between gap-x-4">
              <span>{names.get(result.id)}</span>
              {result.done ? (
                <StatusWord tone="good">
                  <Trans>Recorded</Trans>
                </StatusWord>
              ) : (
                <StatusWord tone="bad">
                  <Trans>Not recorded</Trans>
                </StatusWord>
              )}
            </span>
            {!result.done && (
              <span className="text-label text-ink-2">
                <ServerMessage
                  failure={{ status: 400, code: result.code ?? "", message: result.message ?? "", requestId: null }}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
