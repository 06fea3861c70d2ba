import { Trans, useLingui } from "@lingui/react/macro";

import { StatusWord } from "../../../ui/StatusWord";
import type { Attempt, Delivery } from "../webhooks/useWebhooks";
import type { DeliveryState } from "./deliveryFilters";

/** The state of a delivery in a word, and the last response. */
export function DeliveryResult({ delivery }: { delivery: Delivery }) {
  const { state, attempts, nextAt, lastStatus } = delivery;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {state === "DELIVERED" ? (
        <StatusWord tone="good">
          <Trans>Delivered</Trans>
        </StatusWord>
      ) : state === "FAILED" ? (
        <StatusWord tone="bad">
          <Trans>Failed</Trans>
        </StatusWord>
      ) : nextAt === null ? (
        <StatusWord tone="live">
          <Trans>Sending</Trans>
        </StatusWord>
      ) : attempts === 0 ? (
        <StatusWord tone="waiting">
          <Trans>Waiting</Trans>
        </StatusWord>
      ) : (
        <StatusWord tone="warning">
          <Trans>Not delivered yet</Trans>
        </StatusWord>
      )}
      {lastStatus !== null && <code className="font-mono text-label">{lastStatus}</code>}
    </span>
  );
}

/** The names of the states for a filter. */
export function useStateNames(): Record<DeliveryState, string> {
  const { t } = useLingui();
  return { DELIVERED: t`Delivered`, PENDING: t`Not delivered yet`, FAILED: t`Failed` };
}

/** How an attempt went, in a word. */
export function AttemptResult({ attempt }: { attempt: Attempt }) {
  const { outcome, status } = attempt;
  switch (outcome) {
    case "ACCEPTED":
      return (
        <StatusWord tone="good">
          <Trans>Responded with {status}</Trans>
        </StatusWord>
      );
    case "REFUSED":
      return (
        <StatusWord tone="bad">
          <Trans>Responded with {status}</Trans>
        </StatusWord>
      );
    case "NO_ANSWER":
      return (
        <StatusWord tone="bad">
          <Trans>No response</Trans>
        </StatusWord>
      );
    case "INTERRUPTED":
      return (
        <StatusWord tone="off">
          <Trans>Interrupted</Trans>
        </StatusWord>
      );
    case "SENDING":
      return (
        <StatusWord tone="live">
          <Trans>Sending</Trans>
        </StatusWord>
      );
  }
}

/** How long an attempt took; a dash if it hasn't ended. */
export function Took({ milliseconds }: { milliseconds: number | null }) {
  const { i18n } = useLingui();
  if (milliseconds === null) return "–";
  const took = new Intl.NumberFormat(i18n.locale).format(milliseconds);
  return <Trans>{took} ms</Trans>;
}
