import { Trans } from "@lingui/react/macro";

import type { Interview } from "../link/protocol";

/** A line above every page of a preview, in which creators see the interview as candidates do. */
export function PreviewMark({ interview }: { interview: Interview | null }) {
  if (interview?.isPreview !== true) return null;
  return (
    <p className="border-b border-marigold-line bg-marigold-soft px-4 py-2 text-center text-label font-[650] text-marigold-ink">
      <Trans>Preview: nothing is saved or counted</Trans>
    </p>
  );
}
