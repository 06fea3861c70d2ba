import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { useNow } from "../../ui/hooks/useNow";
import { Frame, Heading } from "../page/Frame";
import type { Interview } from "../link/protocol";

const LONG = 4_000;
const SLOW = 15_000;

/** A page that is still loading. */
export function Skeleton({ interview, heading }: { interview: Interview | null; heading: string }) {
  const [since] = useState(() => Date.now());
  const now = useNow(1_000);
  return (
    <Frame interview={interview} title={heading}>
      <div aria-busy="true" className="grid gap-6 pb-12">
        <Heading takesFocus>{heading}</Heading>
        <p role="status" className="text-label text-ink-3">
          {now - since > SLOW ? (
            <Trans>This is taking a while. You can reload the page.</Trans>
          ) : (
            now - since > LONG && <Trans>Still loading</Trans>
          )}
        </p>
        <div aria-hidden="true" className="late grid gap-4">
          {[1, 2, 3, 4].map((number) => (
            <div key={number} className="bone h-28" />
          ))}
        </div>
      </div>
    </Frame>
  );
}
