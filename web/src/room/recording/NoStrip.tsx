import { useEffect } from "react";

import type { Recording } from "./capture/recording";

/** Replaces the recording indicator if it could not be loaded. Nothing is recorded without it. */
export function NoStrip({ recording }: { recording: Recording }) {
  useEffect(() => {
    recording.leave();
  }, [recording]);
  return null;
}
