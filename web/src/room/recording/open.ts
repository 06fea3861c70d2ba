import type { RecordingOffer } from "../protocol";
import { keptStore } from "../storage";
import { recordedSound } from "../voice/sound";
import { slugHere } from "../work";
import { callsOf } from "./calls";
import { devices } from "./devices";
import { BrowserKeeper } from "./keeper";
import { Recording } from "./recording";

/** The recording of this page's session, with all that a browser has for it. */
export function openRecording(offer: RecordingOffer, session: string, isSpoken: boolean): Recording {
  const recording = new Recording(offer, session, isSpoken, {
    calls: callsOf(slugHere()),
    keeper: () => BrowserKeeper.open(),
    devices,
    store: keptStore(),
    spokenSound: recordedSound,
    wait,
  });
  void recording.start();
  return recording;
}

/** So long, or until the network is back. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((settle) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      settle();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener("online", end);
  });
}
