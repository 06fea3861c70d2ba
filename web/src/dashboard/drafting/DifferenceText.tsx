import { Trans } from "@lingui/react/macro";

import { difference } from "./difference";

/**
 * Shows two texts as one: removed words are struck through, added ones are underlined, and screen readers announce
 * which is which.
 */
export function DifferenceText({ before, after }: { before: string; after: string }) {
  return (
    <p className="text-read [&>del+ins]:ms-1">
      {difference(before, after).map(({ kind, text }, place) =>
        kind === "same" ? (
          <span key={place}>{text}</span>
        ) : kind === "gone" ? (
          <del key={place} className="bg-danger-soft text-danger-ink decoration-2">
            <span className="sr-only">
              <Trans>Removed:</Trans>{" "}
            </span>
            {text}
          </del>
        ) : (
          <ins key={place} className="bg-good-soft text-good-ink underline decoration-2 underline-offset-3">
            <span className="sr-only">
              <Trans>Added:</Trans>{" "}
            </span>
            {text}
          </ins>
        ),
      )}
    </p>
  );
}
