import { useEffect, useState } from "react";

import type { Interview } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import { readMode, speaks } from "../voice/wishes";
import { slugHere } from "../question/slugHere";
import type { Recording } from "./capture/recording";

/** While the clock is stopped, nothing is recorded. */
const STANDING = new Set(["paused", "problem", "done"]);
/** Another page has the room, or this one must be reloaded. */
const GONE = new Set<RoomModel["line"]>(["elsewhere", "taken_over", "refused", "signed_out"]);

/**
 * Records what the person agreed to, as long as this page has the room. Its code is loaded only if something may be
 * recorded.
 */
export function useRecording(interview: Interview | null, model: RoomModel): Recording | null {
  const [recording, setRecording] = useState<Recording | null>(null);
  const { room } = model;
  const [offer] = useState(interview?.recording ?? null); // the interview is loaded again in another language
  const session = GONE.has(model.line) ? null : model.sessionId;
  const isSpoken = speaks(interview) && readMode(slugHere()) === "voice";
  const [first] = useState(isSpoken);
  useEffect(() => {
    if (offer === null || session === null) return;
    let opened: Recording | null = null;
    const leaving = new AbortController();
    void import("./capture/open").then(({ openRecording }) => {
      if (leaving.signal.aborted) return;
      opened = openRecording(offer, session, first);
      setRecording(opened);
    });
    return () => {
      leaving.abort();
      opened?.leave();
      setRecording(null);
    };
  }, [offer, session, first]);
  const isOver = room?.state === "done";
  const isOn = room !== null && !STANDING.has(room.state);
  useEffect(() => {
    if (isOver) recording?.finish();
    else recording?.turn(isOn);
  }, [recording, isOn, isOver]);
  return recording;
}
