import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { DecideDialog } from "./DecideDialog";
import { EraseDialog } from "./EraseDialog";
import type { Decided, Outcome, Request } from "./useRequests";
import { useMark } from "./useRequests";

const APPROVING: Record<Request["kind"], MessageDescriptor> = {
  human_interview: msg`You agree to have a person interview the candidate. Arrange a time with them.`,
  human_review: msg`You agree to a human review of the interview that doesn’t rely on the report. Arrange the review.`,
  adjustment: msg`You agree to the adjustment. Put it in place before the candidate’s interview.`,
};

interface YourDecisionProps {
  row: Request;
  onDecided: (decided: Decided) => void;
}

/** The possible decisions, and the effect of each. */
export function YourDecision({ row, onDecided }: YourDecisionProps) {
  const { t, i18n } = useLingui();
  const [choice, setChoice] = useState<Outcome | null>(null);
  const mark = useMark(row.id, () => {
    announce(t`The request was marked as done.`);
  });
  const isErasure = row.eraseAskedAt !== null;
  const close = () => {
    setChoice(null);
  };
  const choose = (outcome: Outcome) => () => {
    setChoice(outcome);
  };
  const erase = (
    <Choice
      button={
        <Action look={isErasure ? "danger" : "plain"} onClick={choose("ERASED")}>
          <Trans>Erase the request</Trans>
        </Action>
      }
    >
      <Trans>
        The name, email address and message will be deleted permanently. A receipt without a name will be kept.
      </Trans>
    </Choice>
  );
  return (
    <>
      {mark.error !== null && <ErrorBox error={mark.error} />}
      <ul className="grid border-b border-line">
        {isErasure ? (
          erase
        ) : (
          <Choice
            button={
              <Action isPrimary onClick={choose("APPROVED")}>
                <Trans>Approve</Trans>
              </Action>
            }
          >
            {i18n._(APPROVING[row.kind])}
          </Choice>
        )}
        <Choice
          button={
            <Action onClick={choose("REFUSED")}>
              <Trans>Refuse</Trans>
            </Action>
          }
        >
          {isErasure ? (
            <Trans>The request is kept. The requester receives your reason and information on where to complain.</Trans>
          ) : (
            <Trans>The requester receives your reason and information on where to complain.</Trans>
          )}
        </Choice>
        {!isErasure && erase}
        <Choice
          button={
            <Action
              isOff={mark.isBusy}
              onClick={() => {
                mark.send("DONE");
              }}
            >
              <Trans>Mark as done</Trans>
            </Action>
          }
        >
          <Trans>For requests you have already answered. No email is sent.</Trans>
        </Choice>
      </ul>
      {(choice === "APPROVED" || choice === "REFUSED") && (
        <DecideDialog row={row} outcome={choice} onDecided={onDecided} onClose={close} />
      )}
      {choice === "ERASED" && <EraseDialog row={row} onDecided={onDecided} onClose={close} />}
    </>
  );
}

function Choice({ button, children }: { button: ReactNode; children: ReactNode }) {
  return (
    <li className="grid gap-2 border-t border-line py-3 wide:grid-cols-[11rem_1fr] wide:items-center wide:gap-6">
      <span className="order-2 grid wide:order-1">{button}</span>
      <span className="order-1 max-w-(--measure) wide:order-2">{children}</span>
    </li>
  );
}
