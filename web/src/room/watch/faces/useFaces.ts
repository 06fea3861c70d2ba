import { useEffect, useState } from "react";

import type { Watcher } from "../watcher";
import type { Looker } from "./looker";

/** Counts the faces in front of this camera. Returns whether it does. The code is loaded only if it is needed. */
export function useFaces(watcher: Watcher, isWanted: boolean, camera: MediaStream | null): boolean {
  const [isCounting, setCounting] = useState(false);
  const [looker, setLooker] = useState<Looker | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let opened: Looker | null = null;
    const leaving = new AbortController();
    const open = async () => {
      const { openLooker } = await import("./open");
      if (leaving.signal.aborted) return;
      opened = openLooker({ tell: watcher.seeFaces, show: setCounting });
      setLooker(opened);
    };
    open().catch(() => undefined); // it could not be loaded, so it stays off
    return () => {
      leaving.abort();
      opened?.close();
      setLooker(null);
    };
  }, [isWanted, watcher]);
  useEffect(() => {
    looker?.use(camera);
  }, [looker, camera]);
  return isCounting;
}
