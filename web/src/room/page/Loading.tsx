import { Trans, useLingui } from "@lingui/react/macro";

import { useNow } from "../../ui/hooks/useNow";
import { useState } from "react";

const LONG = 4_000;

/** The landing page while it is loading, with empty blocks. It is also in the page's HTML (`src/app/frames.tsx`). */
export function Loading() {
  const { t } = useLingui();
  const [since] = useState(() => Date.now());
  const now = useNow(1_000);
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <title>{t`Loading · Aural`}</title>
      <div className="border-b border-line bg-surface">
        <div className="mx-auto flex h-[calc(4.25rem+1px)] max-w-[42rem] items-center gap-3 px-4 wide:px-6">
          <div className="size-9 rounded-control bg-line" />
          <div className="h-4 w-36 rounded-tight bg-line" />
        </div>
      </div>
      <main aria-busy="true" className="mx-auto w-full max-w-[42rem] px-4 pt-6 wide:px-6 wide:pt-12">
        <div className="grid gap-6 wide:gap-8">
          <h1 className="order-last text-label text-ink-3">
            <Trans>Loading the interview</Trans>
          </h1>
          <div className="grid gap-3">
            <div className="h-9 w-3/4 rounded-tight bg-line" />
            <div className="h-5 w-full rounded-tight bg-line" />
          </div>
          <div className="h-44 rounded-panel border border-line bg-surface" />
          <div className="grid gap-3">
            {[1, 2, 3, 4, 5].map((number) => (
              <div key={number} className="h-6 w-56 rounded-tight bg-line" />
            ))}
          </div>
          <p role="status" className="text-label text-ink-3">
            {now - since > LONG && <Trans>Still loading. Your link remains valid.</Trans>}
          </p>
        </div>
      </main>
    </div>
  );
}
