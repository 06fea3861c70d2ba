import type { RecordingOffer } from "../../link/protocol";
import { keptStore } from "../../link/storage";
import { recordedSound } from "../../voice/audio/sound";
import { slugHere } from "../../question/slugHere";
import { callsOf } from "./calls";
import { devices } from "./devices";
import { listEarlier } from "./earlier";
import { BrowserKeeper } from "./keeper";
import { Recording } from "./recording";

/** Opens the recording of this page's session, with the browser's real devices and storage. */
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

/**
 * For a session that is over, sends what this browser still has of its recording; null if there is nothing that the
 * server would accept.
 */
export async function openRest(offer: RecordingOffer): Promise<Recording | null> {
  const [left] = await listEarlier(await BrowserKeeper.open(), callsOf(slugHere()), null);
  if (left === undefined) return null;
  const recording = openRecording(offer, left.session, false);
  recording.finish();
  return recording;
}

/** Waits this long, or until the network is back. */
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
