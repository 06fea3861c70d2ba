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
      title={t`Make a new secret for ${nameOf(webhook)}?`}
      confirm={t`Make the secret`}
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
            Two secrets are valid now. With a new one, the older of them, which was to last until{" "}
            <When at={webhook.previousSecretUntil} />, stops at once: a system that still verifies with it refuses
            everything from then on.
          </Trans>
        </Notice>
      )}
      <p>
        <Trans>For 24 hours the present one is valid, too: your system can change over without losing anything.</Trans>
      </p>
    </ConfirmDialog>
  );
}
