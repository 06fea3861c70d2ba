import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Notice } from "../../ui/Notice";
import { useChange } from "../access/useTeam";
import { ConfirmDialog } from "../parts/Modal";
import { When } from "../parts/When";
import { SecretDialog } from "./SecretDialog";
import { type NewWebhook, WEBHOOKS_KEY } from "./useWebhooks";
import type { StepProps } from "./WebhookDialogs";
import { nameOf } from "./WebhookWords";

/** Two steps: whether, and the new secret, once. */
export function RotateDialog({ webhook, onClose }: StepProps) {
  const { t } = useLingui();
  const [made, setMade] = useState<NewWebhook | null>(null);
  const rotate = useChange(
    () => take(api.POST("/webhooks/{id}/rotate-secret", { params: { path: { id: webhook.id } } })),
    [WEBHOOKS_KEY],
    ({ data }) => {
      announce(t`There is a new secret. Copy it now.`);
      setMade(data);
    },
  );
  if (made !== null) return <SecretDialog made={made} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t`Create a new secret for ${nameOf(webhook)}?`}
      confirm={t`Create the secret`}
      isBusy={rotate.isBusy}
      error={rotate.error}
      onConfirm={() => {
        rotate.send(undefined);
      }}
      onClose={onClose}
    >
      {webhook.previousSecretUntil !== null && (
        <Notice ground="warning">
          <Trans>
            Two secrets are valid now. If you create a new one, the older one, valid until{" "}
            <When at={webhook.previousSecretUntil} />, stops working immediately. Systems that still verify with it then
            refuse every delivery.
          </Trans>
        </Notice>
      )}
      <p>
        <Trans>
          For 24 hours the current secret also works, so your system can switch over without losing anything.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
