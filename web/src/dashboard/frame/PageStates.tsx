import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, use } from "react";

import { asApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { SkeletonRows, StillLoading } from "../../ui/Skeleton";
import { InsideShell, Shell } from "./Shell";

/** Shown while the code of a page is loading, or until it is known who is signed in. */
export function PagePending() {
  const { t } = useLingui();
  return (
    <InOneShell side={<SkeletonRows count={6} className="h-7" />}>
      <title>{t`Loading · Aural`}</title>
      <div aria-busy="true" className="late grid gap-6">
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

/** Shown if a page or the frame could not be loaded or throws. */
export function PageError({ error }: { error: unknown }) {
  const { t } = useLingui();
  const router = useRouter();
  return (
    <InOneShell side={null}>
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
function InOneShell({ side, children }: { side: ReactNode; children: ReactNode }) {
  if (use(InsideShell)) return children;
  return (
    <Shell top={null} side={side}>
      {children}
    </Shell>
  );
}
