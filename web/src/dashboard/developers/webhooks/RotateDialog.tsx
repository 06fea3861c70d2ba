import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { When } from "../../../ui/language/When";
import { Notice } from "../../../ui/Notice";
import { ConfirmDialog } from "../../../ui/overlay/Modal";
import { key } from "../../data/keys";
import { useSecretOnce } from "../../data/useSendOnce";
import { useChange } from "../../team/useTeam";
import { SecretDialog } from "./SecretDialog";
import { type NewWebhook } from "./useWebhooks";
import type { StepProps } from "./WebhookDialogs";
import { nameOf } from "./WebhookStatus";

/** Rotates the secret in two steps: confirm, then copy the new secret, which is shown once. */
export function RotateDialog({ webhook, onClose }: StepProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [made, setMade] = useState<NewWebhook | null>(null);
  const send = useSecretOnce(
    ({ id }: { id: string }, once) =>
      take(api.POST("/webhooks/{id}/rotate-secret", { params: { path: { id }, header: { "Idempotency-Key": once } } })),
    t`Your first attempt created a new secret, but it can’t be shown again. Create another one.`,
  );
  const rotate = useChange(
    // It may have succeeded, even if the response was lost.
    () => send({ id: webhook.id }).finally(() => void client.invalidateQueries({ queryKey: key("webhooks") })),
    [],
    ({ data }) => {
      announce(t`New secret created. Copy it now.`);
      setMade(data);
    },
  );
  if (made !== null) return <SecretDialog made={made} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t`Create a new secret for ${nameOf(webhook)}?`}
      confirm={t`Create the secret`}
      isHarmless={webhook.previousSecretUntil === null}
      isHeld
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
            Two secrets are valid now. If you create a new one, the older one (valid until{" "}
            <When at={webhook.previousSecretUntil} />) stops working immediately, and systems that still use it to
            verify deliveries will refuse them.
          </Trans>
        </Notice>
      )}
      <p>
        <Trans>
          The current secret keeps working for 24 hours, so your system can switch over without missing an event.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
