import { Trans } from "@lingui/react/macro";

import type { Interview } from "../link/protocol";

/** Above every page of a preview, for the creator who looks at it as a candidate would. */
export function PreviewMark({ interview }: { interview: Interview | null }) {
  if (interview?.isPreview !== true) return null;
  return (
    <p className="border-b border-marigold-line bg-marigold-soft px-4 py-2 text-center text-label font-[650] text-marigold-ink">
      <Trans>Preview: nothing is saved or counted</Trans>
    </p>
  );
}
