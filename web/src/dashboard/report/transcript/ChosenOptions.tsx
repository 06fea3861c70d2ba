import { Trans } from "@lingui/react/macro";
import { Check } from "lucide-react";

/** The options that were chosen along with the words below. Nothing if there are none. */
export function ChosenOptions({ options }: { options: readonly string[] }) {
  if (options.length === 0) return null;
  const chosen = options.join("; ");
  return (
    <span className="flex items-start gap-1.5 font-sans text-label text-ink-2 [&>svg]:mt-0.5">
      <Check aria-hidden="true" />
      <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
        <Trans>Chosen: {chosen}</Trans>
      </span>
    </span>
  );
}
