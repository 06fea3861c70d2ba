import { Trans, useLingui } from "@lingui/react/macro";
import { useIsFetching } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

import { formatClock } from "../../ui/language/dates";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function useIsOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

/** Says, while the browser is offline, since when nothing new was loaded. */
export function OfflineBar() {
  const { i18n } = useLingui();
  const isOnline = useIsOnline();
  const { queryClient } = useRouter().options.context;
  useIsFetching(); // rendered again whenever something was loaded
  if (isOnline) return null;
  const loaded = queryClient
    .getQueryCache()
    .getAll()
    .map(({ state }) => state.dataUpdatedAt);
  const time = formatClock(new Date(Math.max(0, ...loaded)), i18n.locale);
  return (
    <p
      role="alert"
      className="flex items-center justify-center gap-2 border-b border-marigold-line bg-marigold-soft px-4 py-2 text-marigold-ink"
    >
      <WifiOff aria-hidden="true" />
      <Trans>You’re offline. Showing data from {time}.</Trans>
    </p>
  );
}
