import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { ConfirmDialog } from "../../ui/overlay/Modal";
import { showReceipt } from "../../ui/overlay/UndoBar";
import { useOwner } from "../me";
import { ExtendDialog } from "./ExtendDialog";
import { type Candidate, useChange, useForgetSessions } from "./useCandidates";

/** Actions on a candidate that open a dialog first. */
export type CandidateAction = "extend" | "link" | "revoke" | "retake" | "erase";

interface CandidateDialogProps {
  step: CandidateAction;
  row: Candidate;
  name: string;
  onClose: () => void;
  onErased?: (() => Promise<void>) | undefined;
}

export function CandidateDialog({ step, row, name, onClose, onErased }: CandidateDialogProps) {
  const { t } = useLingui();
  const owner = useOwner();
  const forgetSessions = useForgetSessions();
  const path = { params: { path: { id: row.id } } };
  const done = (text: string) => () => {
    announce(text);
    onClose();
  };
  const link = useChange(
    () => take(api.POST("/candidates/{id}/link", { ...path, body: {} })),
    done(t`${name} has a new link. Copy it from the menu.`),
  );
  const revoke = useChange(() => take(api.POST("/candidates/{id}/revoke", path)), done(t`The link was revoked.`));
  const retake = useChange(
    () => take(api.POST("/candidates/{id}/retake", path)),
    done(t`The candidate can now take the interview again with the same link.`),
  );
  const erase = useChange(
    () => take(api.DELETE("/candidates/{id}", path)),
    async ({ data }) => {
      showReceipt(owner, t`All data about ${name} was erased.`, data.id);
      onClose();
      await onErased?.();
      forgetSessions([row.id]);
    },
  );
  if (step === "extend") return <ExtendDialog row={row} name={name} onClose={onClose} />;
  const texts = {
    link: [t`Create a new link for ${name}?`, t`Create a new link`, link],
    revoke: [t`Revoke ${name}’s link?`, t`Revoke the link`, revoke],
    retake: [t`Let ${name} take the interview again?`, t`Allow a retake`, retake],
    erase: [t`Erase ${name}?`, t`Erase ${name}`, erase],
  } as const;
  const [title, confirm, change] = texts[step];
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      isBusy={change.isBusy}
      error={change.error}
      onConfirm={() => {
        change.run(undefined);
      }}
      onClose={onClose}
    >
      <StepText step={step} />
    </ConfirmDialog>
  );
}

function StepText({ step }: { step: Exclude<CandidateAction, "extend"> }) {
  switch (step) {
    case "link":
      return (
        <p>
          <Trans>The old link will stop working immediately, even in browsers where it was already opened.</Trans>
        </p>
      );
    case "revoke":
      return (
        <p>
          <Trans>
            The link will no longer start an interview. An interview in progress can still be finished. To restore
            access, create a new link.
          </Trans>
        </p>
      );
    case "retake":
      return (
        <p>
          <Trans>
            The same link starts a new session with the current questions. The earlier session and its report are kept.
            Once the new session has started, the candidate can make corrections only in that session.
          </Trans>
        </p>
      );
    case "erase":
      return (
        <p>
          <Trans>
            All sessions, answers, files and reports will be deleted permanently. A receipt without the name will be
            kept. This can’t be undone.
          </Trans>
        </p>
      );
  }
}
