import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";

import { asApiError } from "../../api/error";
import { ErrorBox } from "../parts/ErrorBox";
import { Bones, StillLoading } from "../parts/Skeleton";
import { Shell } from "./Frame";

/** Before it is known who is signed in: the frame, with nothing in it yet. */
export function FramePending() {
  const { t } = useLingui();
  return (
    <Shell top={null} side={<Bones count={6} className="h-7" />}>
      <title>{t`Loading · Aural`}</title>
      <div aria-busy="true" className="late grid gap-6">
        <h1 className="sr-only">
          <Trans>Loading</Trans>
        </h1>
        <div className="bone mt-6 h-8 w-56" />
        <Bones count={6} className="h-14" />
        <StillLoading />
      </div>
    </Shell>
  );
}

/** The frame itself, or the code of a page, could not be loaded. */
export function FrameTrouble({ error }: { error: unknown }) {
  const { t } = useLingui();
  const router = useRouter();
  return (
    <Shell top={null} side={null}>
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
    </Shell>
  );
}
