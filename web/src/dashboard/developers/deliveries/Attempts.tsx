import { Trans, useLingui } from "@lingui/react/macro";

import { When } from "../../../ui/language/When";
import { CodeBox } from "../CodeBox";
import type { Attempt, WholeDelivery } from "../webhooks/useWebhooks";
import { AttemptResult, Took } from "./DeliveryStatus";

/** Each attempt at a delivery with its response, and when the next attempt is. */
export function Attempts({ delivery }: { delivery: WholeDelivery }) {
  const { history, nextAt, reason } = delivery;
  return (
    <ol className="grid gap-5 border-s-2 border-line ps-4">
      {history.map((attempt) => (
        <One key={attempt.number} attempt={attempt} />
      ))}
      {nextAt !== null && (
        <li className="text-ink-2">
          <Trans>
            Next attempt: <When at={nextAt} isExact />
          </Trans>
        </li>
      )}
      {history.length === 0 && reason !== null && <li>{reason}</li>}
    </ol>
  );
}

function One({ attempt }: { attempt: Attempt }) {
  const { t } = useLingui();
  const { number, startedAt, milliseconds, answer, headers } = attempt;
  return (
    <li className="grid min-w-0 gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-label text-ink-2">
          <Trans>Attempt {number}</Trans>
        </span>
        <AttemptResult attempt={attempt} />
        <span className="text-label text-ink-2">
          <When at={startedAt} isExact />
          {milliseconds !== null && (
            <>
              {" · "}
              <Took milliseconds={milliseconds} />
            </>
          )}
        </span>
      </p>
      <Why attempt={attempt} />
      {headers !== null && (
        <details className="min-w-0">
          <summary className="w-fit cursor-pointer py-1 text-label text-ink-2 hover:text-ink">
            <Trans>Request headers</Trans>
          </summary>
          <CodeBox label={t`Request headers of attempt ${number}`} text={written(headers)} />
        </details>
      )}
      {answer !== null && answer !== "" && <CodeBox label={t`Response to attempt ${number}`} text={answer} />}
    </li>
  );
}

/** The headers as they are sent. */
function written(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** Why the delivery failed, if the status code alone doesn't say it. */
function Why({ attempt: { outcome, status, error } }: { attempt: Attempt }) {
  if (outcome === "INTERRUPTED")
    return (
      <p>
        <Trans>The Aural server stopped before it got a response, so it sent the event again.</Trans>
      </p>
    );
  if (outcome === "REFUSED" && status === 410)
    return (
      <p>
        <Trans>The endpoint asked for no more deliveries, so it was switched off.</Trans>
      </p>
    );
  if (outcome === "REFUSED" && status !== null && status >= 300 && status < 400)
    return (
      <p>
        <Trans>
          The endpoint redirects to another address, and Aural doesn’t follow redirects. Change the endpoint to use the
          final address.
        </Trans>
      </p>
    );
  return outcome === "NO_ANSWER" && error !== null && <p>{error}</p>;
}
