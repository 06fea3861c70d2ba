import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { key } from "../../data/keys";
import { useSecretOnce } from "../../data/useSendOnce";
import { SecretDialog } from "./SecretDialog";
import { type NewWebhook, type WebhookIn } from "./useWebhooks";
import { WebhookForm } from "./WebhookForm";

/**
 * Adds an endpoint in two steps: enter its address, then copy its secret, which is shown once. Then opens the
 * endpoint's page, where a test can be sent.
 */
export function AddWebhook({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<NewWebhook | null>(null);
  const add = useSecretOnce(
    (body: WebhookIn, once) => take(api.POST("/webhooks", { params: { header: { "Idempotency-Key": once } }, body })),
    t`Your first attempt added the endpoint, but its secret can’t be shown again. Create a new secret on its page.`,
  );
  if (made !== null)
    return (
      <SecretDialog
        made={made}
        onClose={() => {
          onClose();
          void navigate({ to: "/developers/webhooks/$webhookId", params: { webhookId: made.id } });
        }}
      />
    );
  return (
    <WebhookForm
      title={t`Add an endpoint`}
      confirm={t`Add the endpoint`}
      safe={t`No endpoint was added.`}
      // It may have been added, even if the response was lost.
      send={(body: WebhookIn) =>
        add(body).finally(() => void client.invalidateQueries({ queryKey: key("webhooks", "all") }))
      }
      onDone={({ data }) => {
        announce(t`Endpoint added. Copy its secret now.`);
        setMade(data);
      }}
      onClose={onClose}
    />
  );
}
