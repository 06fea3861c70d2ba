import { useEffect, useState } from "react";

import type { RecordedTrack, RecordingOffer } from "../link/protocol";
import { slugHere } from "../question/slugHere";
import { callsOf } from "./capture/calls";

/** The tracks that the person agreed to record; none if that can't be found out now. */
export function useAgreed(offer: RecordingOffer | null | undefined): readonly RecordedTrack[] {
  const [agreed, setAgreed] = useState<readonly RecordedTrack[]>([]);
  const isOffered = Boolean(offer);
  useEffect(() => {
    if (isOffered)
      void callsOf(slugHere())
        .agreed()
        .then(setAgreed, () => undefined);
  }, [isOffered]);
  return agreed;
}
