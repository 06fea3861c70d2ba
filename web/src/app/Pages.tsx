import { Trans, useLingui } from "@lingui/react/macro";
import { lazy } from "react";

const RoomApp = lazy(() => import("../room/RoomApp"));

/** Which product an address belongs to. Each is loaded only where it is needed. */
export function Pages({ path }: { path: string }) {
  const slug = /^\/i\/([^/]+)/.exec(path)?.[1];
  return slug === undefined ? <NothingHere /> : <RoomApp slug={decodeURIComponent(slug)} />;
}

function NothingHere() {
  const { t } = useLingui();
  return (
    <main className="mx-auto grid max-w-[40rem] gap-3 px-6 py-24">
      <title>{t`Nothing here · Aural`}</title>
      <h1 className="text-title font-[650]">
        <Trans>There is nothing at this address</Trans>
      </h1>
      <p className="text-ink-2">
        <Trans>Interviews start from the link that you were sent.</Trans>
      </p>
    </main>
  );
}
