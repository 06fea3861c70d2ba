import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { useChange, useCounts } from "./useCandidates";

/** Emails everyone who wasn't invited yet, 500 at a time. */
async function inviteAll(interviewId: string): Promise<number> {
  let sent = 0;
  for (;;) {
    const { data } = await take(
      api.POST("/interviews/{id}/invitations", {
        params: { path: { id: interviewId } },
        body: { kind: "invitation", candidateIds: null },
      }),
    );
    sent += data.queued;
    if (!data.isMore || data.queued === 0) return sent;
  }
}

export function InviteAll({ interviewId }: { interviewId: string }) {
  const { t } = useLingui();
  const waiting = useCounts(interviewId).data?.NOT_INVITED ?? 0;
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  const invite = useChange(
    () => inviteAll(interviewId),
    (sent) => {
      announce(plural(sent, { one: "# invitation is on its way", other: "# invitations are on their way" }));
      close();
    },
  );
  return (
    <>
      {waiting > 0 && (
        <Action
          onClick={() => {
            setOpen(true);
          }}
        >
          <Trans>Send invitations</Trans>
        </Action>
      )}
      {isOpen && (
        <Modal
          title={t`Send invitations by email?`}
          onClose={close}
          actions={
            <>
              <Action autoFocus onClick={close}>
                <Trans>Not now</Trans>
              </Action>
              <Action
                isPrimary
                isOff={invite.isBusy}
                onClick={() => {
                  invite.run(undefined);
                }}
              >
                <Trans>Send the invitations</Trans>
              </Action>
            </>
          }
        >
          <p>
            <Plural
              value={waiting}
              one="# person hasn’t been invited yet. If they have an email address, they’ll get an email with a personal link."
              other="# people haven’t been invited yet. Those with an email address will get an email with a personal link."
            />
          </p>
          {invite.error !== null && <ErrorBox error={invite.error} />}
        </Modal>
      )}
    </>
  );
}
