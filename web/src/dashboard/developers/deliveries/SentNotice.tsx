import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";

import { ErrorBox } from "../../../ui/ErrorBox";
import { useAnnounce } from "../../../ui/hooks/useAnnounce";
import { Notice } from "../../../ui/Notice";
import { StatusWord } from "../../../ui/StatusWord";
import type { Sending, WholeDelivery } from "../webhooks/useWebhooks";

interface SentNoticeProps {
  sending: Sending;
  webhookId: string;
  /** The delivery that the page shows. Sending repeats this delivery or creates a new one with the same event. */
  here?: string;
}

/** The state of the last delivery sent: waiting for a response, or the response. */
export function SentNotice({ sending, webhookId, here }: SentNoticeProps) {
  const { t } = useLingui();
  const { sent, isBusy, error } = sending;
  const words = useWords(here !== undefined && sent?.id !== here);
  const said = isBusy ? t`Sending. Waiting for a response.` : sent === null ? null : words(sent);
  useAnnounce(said);
  if (error !== null) return <ErrorBox error={error} what={t`The event could not be sent.`} />;
  if (said === null) return null;
  const isWell = sent?.state === "DELIVERED";
  return (
    <Notice
      ground={sent === null || isWell ? "info" : "danger"}
      className="flex max-w-(--measure) flex-wrap items-baseline gap-x-4 gap-y-1"
    >
      {sent === null ? (
        <StatusWord tone="live">{said}</StatusWord>
      ) : (
        <>
          <strong className="inline-flex items-center gap-1.5 font-[650]">
            {isWell && <Check aria-hidden="true" className="flex-none" />}
            {said}
          </strong>
          {sent.id !== here && (
            <Link
              to="/developers/webhooks/$webhookId/deliveries/$deliveryId"
              params={{ webhookId, deliveryId: sent.id }}
              className="underline underline-offset-3"
            >
              <Trans>Open this delivery</Trans>
            </Link>
          )}
        </>
      )}
    </Notice>
  );
}

function useWords(isAgain: boolean): (sent: WholeDelivery) => string {
  const { t, i18n } = useLingui();
  return ({ history, reason }) => {
    const last = history.findLast(({ outcome }) => outcome !== "SENDING");
    const { outcome, status, error } = last ?? { outcome: "NO_ANSWER", status: null, error: null };
    const took = new Intl.NumberFormat(i18n.locale).format(last?.milliseconds ?? 0);
    if (outcome === "ACCEPTED")
      return isAgain
        ? t`Sent again: the endpoint responded with ${status} after ${took} ms.`
        : t`Delivered: the endpoint responded with ${status} after ${took} ms.`;
    if (outcome === "REFUSED") return t`Not delivered: the endpoint responded with ${status} after ${took} ms.`;
    const why = error ?? reason ?? "";
    return t`Not delivered. ${why}`;
  };
}
