import { Trans, useLingui } from "@lingui/react/macro";

import { When } from "../../../ui/language/When";
import { StatusWord } from "../../../ui/StatusWord";
import type { Webhook } from "./useWebhooks";

/** The endpoint's name: its description or, without one, its host. */
export function nameOf({ description, url }: Pick<Webhook, "description" | "url">): string {
  return description.trim() || new URL(url).host;
}

interface WebhookStateProps {
  webhook: Webhook;
  /** Leaves out why it is off and since when it fails, because the page says so elsewhere. */
  isBrief?: boolean;
}

/** Whether an endpoint is switched on, and since when deliveries have failed. */
export function WebhookState({ webhook, isBrief = false }: WebhookStateProps) {
  const { isEnabled, disabledReason, failingSince } = webhook;
  if (!isEnabled)
    return (
      <span className="inline-grid">
        <StatusWord tone="off">
          <Trans>Switched off</Trans>
        </StatusWord>
        {!isBrief && (
          <span className="text-label text-ink-2">
            {disabledReason === "GONE" && <Trans>The endpoint responded with 410.</Trans>}
            {disabledReason === "FAILING" && <Trans>No delivery succeeded for three days.</Trans>}
            {disabledReason === "BY_HAND" && <Trans>A team member switched off the endpoint.</Trans>}
          </span>
        )}
      </span>
    );
  if (failingSince !== null)
    return (
      <span className="inline-grid">
        <StatusWord tone="warning">
          <Trans>Failing</Trans>
        </StatusWord>
        {!isBrief && (
          <span className="text-label text-ink-2">
            <Trans>
              Since <When at={failingSince} />
            </Trans>
          </span>
        )}
      </span>
    );
  return (
    <StatusWord tone="good">
      <Trans>Active</Trans>
    </StatusWord>
  );
}

/** How its newest deliveries went: the numbers first, then a bar. */
export function Recent({ recent }: { recent: Webhook["recent"] }) {
  const { delivered, failed } = recent;
  const all = delivered + failed;
  if (all === 0)
    return (
      <span className="text-ink-2">
        <Trans>Nothing sent yet</Trans>
      </span>
    );
  return (
    <span className="grid gap-1">
      <span className="tabular-nums">
        <Trans>
          {delivered} of {all} delivered
        </Trans>
      </span>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        className="h-2 w-full max-w-40 rounded-tight border border-line-strong"
      >
        <rect width="100" height="2" className="fill-sunken" />
        <rect width={(delivered / all) * 100} height="2" className="fill-petrol" />
      </svg>
    </span>
  );
}

/** The names of the events that an endpoint receives, at most `most` of them. */
export function EventNames({ events, most = Infinity }: { events: Webhook["events"]; most?: number }) {
  const { t } = useLingui();
  if (events.length === 0) return t`All events`;
  const more = events.length - most;
  return (
    <span>
      <code className="font-mono text-label">{events.slice(0, most).join(", ")}</code>
      {more > 0 && <Trans> and {more} more</Trans>}
    </span>
  );
}
