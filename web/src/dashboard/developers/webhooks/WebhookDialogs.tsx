import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { ConfirmDialog } from "../../../ui/overlay/Modal";
import { key } from "../../data/keys";
import { useChange } from "../../team/useTeam";
import { changeWebhook, useWebhookChange } from "./useWebhookChange";
import { type Webhook, type WebhookIn } from "./useWebhooks";
import { WebhookForm } from "./WebhookForm";
import { nameOf } from "./WebhookStatus";

export interface StepProps {
  webhook: Webhook;
  /** The version of the endpoint that is shown. */
  etag: string;
  onClose: () => void;
}

export function ChangeDialog({ webhook, etag, onClose }: StepProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  // The page behind the dialog may load what someone else has saved. The form still shows the version it opened with.
  const [opened] = useState({ webhook, etag });
  const save = async ({ url, description, events }: WebhookIn) => {
    // An unchanged address isn't sent, so that the server doesn't check it again.
    const address = url === opened.webhook.url ? {} : { url };
    try {
      return await changeWebhook(webhook.id, opened.etag, { description, events, ...address });
    } finally {
      // After a refusal, too: when the dialog is opened again, it has the newest version.
      void client.invalidateQueries({ queryKey: key("webhooks") });
    }
  };
  return (
    <WebhookForm
      title={t`Change the endpoint`}
      confirm={t`Save changes`}
      safe={t`Nothing was changed.`}
      webhook={opened.webhook}
      send={save}
      onDone={() => {
        announce(t`Saved`);
        onClose();
      }}
      onClose={onClose}
    />
  );
}

export function OffDialog({ webhook, etag, onClose }: StepProps) {
  const { t } = useLingui();
  const change = useWebhookChange(webhook.id, etag, () => {
    announce(t`The endpoint is off.`);
    onClose();
  });
  return (
    <ConfirmDialog
      title={t`Switch off ${nameOf(webhook)}?`}
      confirm={t`Switch off`}
      isBusy={change.isBusy}
      error={change.error}
      onConfirm={() => {
        change.send({ isEnabled: false });
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          Pending deliveries won’t be sent. New events are kept for 30 days, and you can send them once the endpoint is
          on again.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}

export function DeleteDialog({ webhook, etag, onClose }: StepProps) {
  const { t } = useLingui();
  const name = nameOf(webhook);
  const navigate = useNavigate();
  const remove = useChange(
    () => take(api.DELETE("/webhooks/{id}", { params: { path: { id: webhook.id }, header: { "If-Match": etag } } })),
    [key("webhooks", "all")],
    () => {
      announce(t`The endpoint ${name} was deleted.`);
      void navigate({ to: "/developers/webhooks" });
    },
  );
  return (
    <ConfirmDialog
      title={t`Delete ${name}?`}
      confirm={t`Delete the endpoint`}
      isBusy={remove.isBusy}
      error={remove.error}
      onConfirm={() => {
        remove.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          The endpoint’s delivery log will be deleted, and pending deliveries won’t be sent. The secret will no longer
          be valid. Other endpoints keep their events.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
