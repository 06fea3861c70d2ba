import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, use } from "react";

import { asApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { SkeletonRows, StillLoading } from "../../ui/Skeleton";
import { Logo } from "./Logo";
import { InsideShell, Shell } from "./Shell";
import { BAR } from "./TopBar";

/**
 * Shown while the code of a page is loading, or until it is known who is signed in. It is also in the HTML of some
 * pages, so that they show it before any script has run (`src/app/frames.tsx`).
 */
export function PagePending() {
  const { t } = useLingui();
  return (
    <InOneShell top={<PendingBar />} side={<SkeletonRows count={6} className="h-7" />}>
      <title>{t`Loading · Aural`}</title>
      <div aria-busy="true" className="grid gap-6">
        <h1 className="sr-only">
          <Trans>Loading</Trans>
        </h1>
        <div className="bone mt-6 h-8 w-56" />
        <SkeletonRows count={6} className="h-14" />
        <StillLoading />
      </div>
    </InOneShell>
  );
}

function PendingBar() {
  return (
    <div aria-hidden="true" className={BAR}>
      <span className="p-1">
        <Logo />
      </span>
    </div>
  );
}

/** Shown if a page or the frame could not be loaded or throws. */
export function PageError({ error }: { error: unknown }) {
  const { t } = useLingui();
  const router = useRouter();
  return (
    <InOneShell top={<PendingBar />} side={null}>
      <title>{t`Not loaded · Aural`}</title>
      <h1 className="text-title font-[650]">
        <Trans>This page could not be loaded</Trans>
      </h1>
      <ErrorBox
        error={asApiError(error)}
        safe={t`Nothing was changed.`}
        onRetry={() => {
          void router.invalidate();
        }}
      />
    </InOneShell>
  );
}

/** The router shows these states inside the frame or in its place. Only in its place do they need a shell. */
function InOneShell({ children, ...around }: { top: ReactNode; side: ReactNode; children: ReactNode }) {
  return use(InsideShell) ? children : <Shell {...around}>{children}</Shell>;
}
