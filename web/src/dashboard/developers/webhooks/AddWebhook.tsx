import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { key } from "../../data/keys";
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
      send={(body: WebhookIn) => take(api.POST("/webhooks", { body }))}
      onDone={({ data }) => {
        announce(t`Endpoint added. Copy its secret now.`);
        setMade(data);
        void client.invalidateQueries({ queryKey: key("webhooks", "all") });
      }}
      onClose={onClose}
    />
  );
}
