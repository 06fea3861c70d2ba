import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "./Button";
import { useNow } from "./hooks/useNow";

const LONG_MILLISECONDS = 4_000;
const VERY_LONG_MILLISECONDS = 15_000;

/** Bars of the height that the content will have. */
export function SkeletonRows({ count, className = "h-5" }: { count: number; className?: string }) {
  return Array.from({ length: count }, (_, index) => <div key={index} className={`bone ${className}`} />);
}

/** Says when loading takes long, and offers to try again when it takes very long. */
export function StillLoading({ onRetry }: { onRetry?: () => void }) {
  const [since] = useState(() => Date.now());
  const waited = useNow(1_000) - since;
  return (
    <div role="status" className="flex min-h-9 flex-wrap items-center gap-3 text-label text-ink-2">
      {waited > VERY_LONG_MILLISECONDS ? (
        <>
          <Trans>This is taking a while.</Trans>
          {onRetry && (
            <Button size="small" onClick={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          )}
        </>
      ) : (
        waited > LONG_MILLISECONDS && <Trans>Still loading</Trans>
      )}
    </div>
  );
}

interface SkeletonProps {
  /** The name of the content being loaded: read out instead of the bars. */
  label: string;
  rows?: number;
  /** The height of a row, as a class. */
  height?: string;
  onRetry?: () => void;
}

/** A list that is loading. Nothing is shown for the first 150 ms. */
export function Skeleton({ label, rows = 6, height = "h-13", onRetry }: SkeletonProps) {
  return (
    <div role="group" aria-busy="true" aria-label={label} className="late grid gap-2 border-t-2 border-ink pt-3">
      <SkeletonRows count={rows} className={height} />
      <StillLoading {...(onRetry && { onRetry })} />
    </div>
  );
}
