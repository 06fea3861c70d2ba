import { Trans, useLingui } from "@lingui/react/macro";

import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useKeptFocus } from "../../../ui/hooks/useKeptFocus";
import { Gap } from "../../../ui/language/Gap";
import { When } from "../../../ui/language/When";
import { Notice } from "../../../ui/Notice";
import { useWebhookChange } from "./useWebhookChange";
import type { Webhook } from "./useWebhooks";

interface WebhookNoticesProps {
  webhook: Webhook;
  etag: string;
  canChange: boolean;
}

/** The current state of an endpoint: that it is off or failing, and that two secrets are valid. */
export function WebhookNotices({ webhook, etag, canChange }: WebhookNoticesProps) {
  const { isEnabled, failingSince, previousSecretUntil } = webhook;
  const noteFocus = useKeptFocus();
  return (
    <div className="grid gap-3 empty:hidden" onFocus={noteFocus}>
      {!isEnabled && <Off webhook={webhook} etag={etag} canChange={canChange} />}
      {isEnabled && failingSince !== null && (
        <Notice ground="warning" className="max-w-(--measure)">
          <Trans>
            No delivery has succeeded since <When at={failingSince} />. Each event is retried for three days; if none
            succeeds in that time, the endpoint is switched off.
          </Trans>
        </Notice>
      )}
      {previousSecretUntil !== null && (
        <Notice className="max-w-(--measure)">
          <Trans>
            The previous secret also works until <When at={previousSecretUntil} />. Until then, each delivery is signed
            with both secrets.
          </Trans>
        </Notice>
      )}
    </div>
  );
}

function Off({ webhook, etag, canChange }: WebhookNoticesProps) {
  const { t } = useLingui();
  const change = useWebhookChange(webhook.id, etag, () => {
    announce(t`The endpoint is on.`);
  });
  return (
    <>
      <Notice ground="warning" className="grid max-w-(--measure) gap-3">
        <p>
          <strong className="font-[650]">
            {webhook.disabledReason === "GONE" ? (
              <Trans>Switched off because it responded with 410 (no more deliveries wanted).</Trans>
            ) : webhook.disabledReason === "FAILING" ? (
              <Trans>Switched off because no delivery succeeded for three days.</Trans>
            ) : (
              <Trans>Switched off manually.</Trans>
            )}
          </strong>
          <Gap />
          <Trans>Nothing is sent. Events are kept for 30 days, so you can send them later.</Trans>
        </p>
        {canChange && (
          <Action
            className="justify-self-start text-ink"
            isOff={change.isBusy}
            onClick={() => {
              change.send({ isEnabled: true });
            }}
          >
            <Trans>Switch on</Trans>
          </Action>
        )}
      </Notice>
      {change.error !== null && <ErrorBox error={change.error} safe={t`The endpoint is still off.`} />}
    </>
  );
}
