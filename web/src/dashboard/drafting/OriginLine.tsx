import { Trans } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import type { Origin } from "./events";

/** Says who wrote a draft and, if a model was expected but didn't write it, why. */
export function OriginLine({ origin, isTranslated = true }: { origin: Origin; isTranslated?: boolean }) {
  if (origin.source === "model")
    return (
      <p className="text-label text-ink-2">
        <Trans>
          Drafted by the model {origin.name}. Each question was checked for leading wording and private topics.
        </Trans>
      </p>
    );
  return (
    <Notice ground={isFault(origin) ? "warning" : "info"} className="max-w-(--measure)">
      <p>
        <Reason why={origin.fallback} />
        {!isTranslated && (
          <>
            <Gap />
            <Trans>The questions are in English because there are none in your chosen language yet.</Trans>
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
        <Trans>
          This month’s AI tokens are used up, so these are pre-reviewed questions adapted to your description.
        </Trans>
      );
    case "no_model":
    case null:
      return (
        <Trans>
          No model is connected, so these are pre-reviewed questions adapted to your description. Connect a model in
          Settings to generate new questions.
        </Trans>
      );
    case "deadline":
      return (
        <Trans>
          The model took too long to respond, so these are pre-reviewed questions adapted to your description.
        </Trans>
      );
    default:
      return <Trans>The model didn’t respond, so these are pre-reviewed questions adapted to your description.</Trans>;
  }
}
