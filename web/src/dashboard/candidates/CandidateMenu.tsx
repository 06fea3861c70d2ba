import { Trans, useLingui } from "@lingui/react/macro";
import { CalendarPlus, Copy, Eraser, Link2, Link2Off, MoreHorizontal, RotateCcw, Send } from "lucide-react";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { MenuButton, MenuItem } from "../../ui/controls/Menu";
import { ErrorBox } from "../../ui/ErrorBox";
import { copyText } from "../../ui/hooks/copyText";
import { Modal } from "../../ui/overlay/Modal";
import { type CandidateAction, CandidateDialog } from "./CandidateDialogs";
import { type Candidate, useChange } from "./useCandidates";

const ENDED = new Set(["DONE", "LEFT"]);
const WRITABLE = new Set(["NOT_INVITED", "INVITED", "OPENED", "LEFT"]);

interface CandidateMenuProps {
  row: Candidate;
  /** Whether this deployment sends email. */
  hasMail: boolean;
  /** Whether the button has a text. It needs one if it's the only control there. */
  hasWord?: boolean;
  /** Called after the candidate is erased, to leave a page about them. */
  onErased?: (() => Promise<void>) | undefined;
}

/** The actions for one candidate. */
export function CandidateMenu({ row, hasMail, hasWord = false, onErased }: CandidateMenuProps) {
  const { t } = useLingui();
  const [step, setStep] = useState<CandidateAction | "trouble" | null>(null);
  const name = row.name ?? row.email ?? t`this candidate`;
  const send = useChange(
    (kind: "invitation" | "reminder") =>
      take(api.POST("/candidates/{id}/send", { params: { path: { id: row.id } }, body: { kind } })),
    () => {
      announce(t`The email is on its way to ${name}.`);
    },
  );
  const write = (kind: "invitation" | "reminder") => {
    setStep("trouble");
    send.run(kind);
  };
  const copy = async () => {
    try {
      await copyText(row.inviteUrl ?? "");
      announce(t`${name}’s link was copied.`);
    } catch {
      setStep("link");
    }
  };
  const canWrite = hasMail && row.email !== null && WRITABLE.has(row.status);
  const isInvited = row.invitedAt !== null;
  return (
    <>
      <MenuButton
        label={t`Actions for ${name}`}
        face={
          <>
            <MoreHorizontal aria-hidden="true" />
            {hasWord && <Trans>Actions</Trans>}
          </>
        }
        className={`dense inline-flex items-center justify-center rounded-control hover:bg-sunken ${hasWord ? "gap-2 border-[1.5px] border-line-strong bg-surface px-3 font-[650]" : "aspect-square"}`}
      >
        <MenuItem onAction={() => void copy()}>
          <Copy aria-hidden="true" />
          <Trans>Copy the link</Trans>
        </MenuItem>
        {canWrite && (
          <MenuItem
            onAction={() => {
              write("invitation");
            }}
          >
            <Send aria-hidden="true" />
            {isInvited ? <Trans>Send the invitation again</Trans> : <Trans>Send the invitation</Trans>}
          </MenuItem>
        )}
        {canWrite && isInvited && (
          <MenuItem
            onAction={() => {
              write("reminder");
            }}
          >
            <Send aria-hidden="true" />
            <Trans>Send a reminder</Trans>
          </MenuItem>
        )}
        <StepItems row={row} onStep={setStep} />
      </MenuButton>
      {send.error !== null && step === "trouble" && (
        <Modal
          title={t`No email was sent to ${name}`}
          onClose={() => {
            setStep(null);
          }}
          actions={
            <Action
              onClick={() => {
                setStep(null);
              }}
            >
              <Trans>Close</Trans>
            </Action>
          }
        >
          <ErrorBox error={send.error} />
        </Modal>
      )}
      {step !== null && step !== "trouble" && (
        <CandidateDialog
          step={step}
          row={row}
          name={name}
          onClose={() => {
            setStep(null);
          }}
          onErased={onErased}
        />
      )}
    </>
  );
}

function StepItems({ row, onStep }: { row: Candidate; onStep: (step: CandidateAction) => void }) {
  const isOver = row.status === "DONE";
  return (
    <>
      {!isOver && (
        <MenuItem
          onAction={() => {
            onStep("extend");
          }}
        >
          <CalendarPlus aria-hidden="true" />
          <Trans>Change expiry</Trans>
        </MenuItem>
      )}
      <MenuItem
        onAction={() => {
          onStep("link");
        }}
      >
        <Link2 aria-hidden="true" />
        <Trans>Create a new link</Trans>
      </MenuItem>
      {row.revokedAt === null && !isOver && (
        <MenuItem
          onAction={() => {
            onStep("revoke");
          }}
        >
          <Link2Off aria-hidden="true" />
          <Trans>Revoke the link</Trans>
        </MenuItem>
      )}
      {ENDED.has(row.status) && (
        <MenuItem
          onAction={() => {
            onStep("retake");
          }}
        >
          <RotateCcw aria-hidden="true" />
          <Trans>Allow a retake</Trans>
        </MenuItem>
      )}
      <MenuItem
        className="text-danger-ink"
        onAction={() => {
          onStep("erase");
        }}
      >
        <Eraser aria-hidden="true" />
        <Trans>Erase</Trans>
      </MenuItem>
    </>
  );
}
