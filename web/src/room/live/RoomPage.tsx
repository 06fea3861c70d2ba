import { lazy, useEffect, useMemo, useRef, useState } from "react";

import type { Entry, Interview, Started } from "../link/protocol";
import { unsavedOf } from "../link/reducer";
import { type RoomLine, useRoom } from "../link/useRoom";
import { useRecording } from "../recording/useRecording";
import { useStateName } from "../status/useStateName";
import { isUnstored } from "../voice/model";
import { useForgottenSound } from "../voice/useVoice";
import { speaks } from "../voice/wishes";
import { OpenRoom } from "./OpenRoom";
import { type Left, LeftPage, StoppedPage } from "./StoppedPage";

const goodbye = () => import("../after/Done");
const Done = lazy(goodbye);

interface RoomPageProps {
  entry: Entry;
  started: Started | null;
  /** Whether the person pressed "Continue" to come here, which ends a pause. */
  wantsOn: boolean;
  onLost: () => void;
  onGo: (step: "review" | "rights" | "yourself") => void;
}

/** The room or, after the candidate leaves, the page that says how to come back. */
export default function RoomPage(props: RoomPageProps) {
  const [left, setLeft] = useState<Left | null>(null);
  // The room is unmounted: that disconnects it, which stops the clock, and ends the recording.
  if (left !== null) {
    return <LeftPage {...left} personalUrl={props.started?.personalUrl ?? null} onBack={props.onLost} />;
  }
  return <Room {...props} onLeave={setLeft} />;
}

interface RoomProps extends RoomPageProps {
  onLeave: (left: Left) => void;
}

/** The room, in chat with the transcript at its center, or by voice. */
function Room({ entry, started, wantsOn, onLost, onGo, onLeave }: RoomProps) {
  const line = useRoom();
  const { model } = line;
  const interview = useMemo<Interview>(
    // To candidates who asked to type only, the server refuses voice.
    () => ({ title: "", ...entry.interview, ...model.interview, ...(entry.typesOnly && { channels: ["chat"] }) }),
    [entry.interview, entry.typesOnly, model.interview],
  );
  const state = useStateName(model);
  useGoingOn(line, wantsOn);
  const isOpen = model.line === "open";
  useEffect(() => {
    // Loaded early, but after the room, because there may be no connection at the end. If this fails, it is loaded once
    // the connection is back, or when it is needed.
    if (isOpen) goodbye().catch(() => undefined);
  }, [isOpen]);
  useForgottenSound(model.sessionId, state === "done" && speaks(entry.interview));
  const recording = useRecording(entry.interview, model);
  if (state === "done") return <Done model={model} interview={interview} recording={recording} onGo={onGo} />;
  if (state === "elsewhere" || state === "taken_over" || state === "refused" || state === "signed_out") {
    return <StoppedPage state={state} model={model} interview={interview} line={line} onLost={onLost} />;
  }
  const isNew = started?.state === "new" && entry.interview?.inviteRequired === false;
  return (
    <OpenRoom
      line={line}
      interview={interview}
      recording={recording}
      newLink={isNew ? started.personalUrl : null}
      onLeave={() => {
        onLeave({ interview, isUnsent: unsavedOf(model).length > 0 || isUnstored(model.voice) });
      }}
    />
  );
}

function useGoingOn(line: RoomLine, wantsOn: boolean): void {
  const isWaiting = useRef(wantsOn);
  const isOpen = line.model.line === "open";
  const isPaused = line.model.room?.state === "paused";
  useEffect(() => {
    if (!isOpen || !isWaiting.current) return;
    isWaiting.current = false;
    if (isPaused) line.request("continue");
  });
}
