import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { ConfirmDialog } from "../parts/Modal";
import { type Candidate, useChange } from "./data";
import { ExtendDialog } from "./ExtendDialog";

/** What is asked again before it is done to a candidate. */
export type Step = "extend" | "link" | "revoke" | "retake" | "erase";

interface StepDialogProps {
  step: Step;
  row: Candidate;
  name: string;
  onClose: () => void;
  onErased?: (() => Promise<void>) | undefined;
}

export function StepDialog({ step, row, name, onClose, onErased }: StepDialogProps) {
  const { t } = useLingui();
  const path = { params: { path: { id: row.id } } };
  const done = (text: string) => () => {
    announce(text);
    onClose();
  };
  const link = useChange(
    () => take(api.POST("/candidates/{id}/link", { ...path, body: {} })),
    done(t`${name} has a new link. Copy it from the menu.`),
  );
  const revoke = useChange(() => take(api.POST("/candidates/{id}/revoke", path)), done(t`The link is revoked.`));
  const retake = useChange(
    () => take(api.POST("/candidates/{id}/retake", path)),
    done(t`The link works for a new interview.`),
  );
  const erase = useChange(
    () => take(api.DELETE("/candidates/{id}", path)),
    async () => {
      done(t`Everything about ${name} is erased.`)();
      await onErased?.();
    },
  );
  if (step === "extend") return <ExtendDialog row={row} name={name} onClose={onClose} />;
  const texts = {
    link: [t`Create a new link for ${name}?`, t`Create a new link`, link],
    revoke: [t`Revoke the link of ${name}?`, t`Revoke the link`, revoke],
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

function StepText({ step }: { step: Exclude<Step, "extend"> }) {
  switch (step) {
    case "link":
      return (
        <p>
          <Trans>The old link stops working immediately, and so does every browser that it was opened in.</Trans>
        </p>
      );
    case "revoke":
      return (
        <p>
          <Trans>
            The link can no longer start an interview. A running interview can be finished. To restore access, create a
            new link.
          </Trans>
        </p>
      );
    case "retake":
      return (
        <p>
          <Trans>
            The same link starts a new session with the current questions. The earlier session and its report are kept.
            Once the new one has begun, the candidate can only correct that one.
          </Trans>
        </p>
      );
    case "erase":
      return (
        <p>
          <Trans>
            All sessions, answers, files and reports are deleted permanently. A receipt without the name is kept. This
            can’t be undone.
          </Trans>
        </p>
      );
  }
}
