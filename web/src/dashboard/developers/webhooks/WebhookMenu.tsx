import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound, MoreHorizontal, Pencil, PowerOff, Send, Trash2 } from "lucide-react";
import { useState } from "react";

import { MenuButton, MenuItem } from "../../../ui/controls/Menu";
import { ReplayDialog } from "../deliveries/ReplayDialog";
import { RotateDialog } from "./RotateDialog";
import type { Webhook } from "./useWebhooks";
import { ChangeDialog, DeleteDialog, OffDialog } from "./WebhookDialogs";
import { nameOf } from "./WebhookStatus";

const DIALOGS = {
  change: ChangeDialog,
  replay: ReplayDialog,
  rotate: RotateDialog,
  off: OffDialog,
  delete: DeleteDialog,
} as const;
type Step = keyof typeof DIALOGS;

/** The actions for an endpoint, except for sending a test. */
export function WebhookMenu({ webhook, etag }: { webhook: Webhook; etag: string }) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step | null>(null);
  const CandidateDialog = step === null ? null : DIALOGS[step];
  const item = (next: Step) => ({
    onAction: () => {
      setStep(next);
    },
  });
  return (
    <>
      <MenuButton
        label={t`Actions for ${nameOf(webhook)}`}
        face={
          <>
            <MoreHorizontal aria-hidden="true" />
            <Trans>Actions</Trans>
          </>
        }
        className="dense inline-flex items-center justify-center gap-2 rounded-control border-[1.5px] border-line-strong bg-surface px-3 font-[650] hover:bg-sunken"
      >
        <MenuItem {...item("change")}>
          <Pencil aria-hidden="true" />
          <Trans>Change address or events</Trans>
        </MenuItem>
        {webhook.isEnabled && (
          <MenuItem {...item("replay")}>
            <Send aria-hidden="true" />
            <Trans>Send events again</Trans>
          </MenuItem>
        )}
        <MenuItem {...item("rotate")}>
          <KeyRound aria-hidden="true" />
          <Trans>Create a new secret</Trans>
        </MenuItem>
        {webhook.isEnabled && (
          <MenuItem {...item("off")}>
            <PowerOff aria-hidden="true" />
            <Trans>Switch off</Trans>
          </MenuItem>
        )}
        <MenuItem className="text-danger-ink" {...item("delete")}>
          <Trash2 aria-hidden="true" />
          <Trans>Delete</Trans>
        </MenuItem>
      </MenuButton>
      {CandidateDialog !== null && (
        <CandidateDialog
          webhook={webhook}
          etag={etag}
          onClose={() => {
            setStep(null);
          }}
        />
      )}
    </>
  );
}
