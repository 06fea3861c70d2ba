import { useEffect } from "react";

import type { Recording } from "./capture/recording";

/** The light could not be fetched: nothing is recorded without it. */
export function NoStrip({ recording }: { recording: Recording }) {
  useEffect(() => {
    recording.leave();
  }, [recording]);
  return null;
}
