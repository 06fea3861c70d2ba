import { useEffect, useState } from "react";

import type { RecordingOffer } from "../link/protocol";
import { openRest } from "./capture/open";
import type { Recording } from "./capture/recording";
import SendingNote from "./SendingNote";

/**
 * Sends the rest of a recording that this browser still has after the page was reloaded or the interview was finished
 * elsewhere.
 */
export default function RestOfRecording(props: { offer: RecordingOffer }) {
  const [offer] = useState(props.offer); // the interview is loaded again in another language
  const [recording, setRecording] = useState<Recording | null>(null);
  useEffect(() => {
    let opened: Recording | null = null;
    let isLeft = false;
    const open = (found: Recording | null) => {
      opened = found;
      if (isLeft) found?.leave();
      else setRecording(found);
    };
    openRest(offer).then(open, () => undefined);
    return () => {
      isLeft = true;
      opened?.leave();
    };
  }, [offer]);
  return recording === null ? null : <SendingNote recording={recording} />;
}
