import { Trans } from "@lingui/react/macro";

import { Notice } from "../../ui/Notice";
import type { Origin } from "./events";

/** Who wrote a draft, and why no model did where there might have been one. */
export function OriginLine({ origin, isTranslated = true }: { origin: Origin; isTranslated?: boolean }) {
  if (origin.source === "model")
    return (
      <p className="text-label text-ink-2">
        <Trans>Drafted by the model {origin.name}. Each question was checked for leading and private matters.</Trans>
      </p>
    );
  return (
    <Notice ground={isFault(origin) ? "warning" : "info"} className="max-w-(--measure)">
      <p>
        <Reason why={origin.fallback} />
        {!isTranslated && (
          <>
            {" "}
            <Trans>They are in English because there are none in that language yet.</Trans>
          </>
        )}
      </p>
    </Notice>
  );
}

function isFault({ fallback }: Origin): boolean {
  return fallback !== null && fallback !== "no_model";
}

function Reason({ why }: { why: string | null }) {
  switch (why) {
    case "no_tokens":
      return (
        <Trans>The AI tokens of this month are used up, so these are reviewed questions around your own words.</Trans>
      );
    case "no_model":
    case null:
      return (
        <Trans>
          No model is connected, so these are reviewed questions around your own words. Connect one in the settings to
          have new ones written.
        </Trans>
      );
    case "deadline":
      return <Trans>The model was too slow, so these are reviewed questions around your own words.</Trans>;
    default:
      return <Trans>The model did not answer, so these are reviewed questions around your own words.</Trans>;
  }
}
