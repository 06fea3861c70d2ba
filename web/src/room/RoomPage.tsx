import { useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";

import { Boundary } from "../ui/Boundary";
import { SkipLink } from "../ui/SkipLink";
import { useNow } from "../ui/useNow";
import { EndDialog } from "./EndDialog";
import { NothingIsKept } from "./NothingIsKept";
import { ProblemDialog } from "./ProblemDialog";
import type { Entry, Interview, Started } from "./protocol";
import { AnswerForm } from "./AnswerForm";
import { LeftPage, StoppedPage } from "./StoppedPage";
import { stateOf } from "./states";
import { NoStrip } from "./recording/NoStrip";
import type { Recording } from "./recording/recording";
import { useRecording } from "./recording/useRecording";
import { keptStore } from "./storage";
import { TopBar } from "./TopBar";
import { Stage } from "./Stage";
import { useAnnouncements } from "./useAnnouncements";
import { useDraft } from "./useDraft";
import { type RoomLine, useRoom } from "./useRoom";
import { useStateText } from "./useStateText";
import { NoVoiceRoom } from "./voice/NoVoiceRoom";
import { speaks, useForgottenSound, useVoice } from "./voice/useVoice";

const goodbye = () => import("./Done");
const Done = lazy(goodbye);
const VoiceRoom = lazy(() => import("./voice/VoiceRoom"));
const Watching = lazy(() => import("./watch/Watching"));
const RecordingStrip = lazy(() => import("./recording/RecordingStrip"));

interface RoomPageProps {
  entry: Entry;
  started: Started | null;
  /** Whether the person pressed "Continue" to come here: a pause is over with it. */
  wantsOn: boolean;
  onLost: () => void;
  onGo: (step: "review" | "rights" | "yourself") => void;
}

/** The room: written, where the transcript is the stage, or spoken. */
export function RoomPage({ entry, started, wantsOn, onLost, onGo }: RoomPageProps) {
  const line = useRoom();
  const [hasLeft, setLeft] = useState(false);
  const now = useNow(500);
  const { model } = line;
  const interview: Interview = { title: "", ...entry.interview, ...model.interview };
  const state = stateOf(model, now);
  useGoingOn(line, wantsOn);
  useEffect(() => {
    void goodbye(); // ahead: in the end there may be no line
  }, []);
  useForgottenSound(model.sessionId, state === "done" && speaks(interview));
  const recording = useRecording(entry.interview, model);
  const personalUrl = started?.personalUrl ?? null;
  if (state === "done") return <Done model={model} interview={interview} recording={recording} onGo={onGo} />;
  if (state === "elsewhere" || state === "taken_over" || state === "refused" || state === "signed_out") {
    return <StoppedPage state={state} model={model} interview={interview} line={line} onLost={onLost} />;
  }
  if (hasLeft) return <LeftPage interview={interview} personalUrl={personalUrl} onBack={onLost} />;
  const isNew = started?.state === "new" && entry.interview?.inviteRequired === false;
  return (
    <OpenRoom
      line={line}
      interview={interview}
      recording={recording}
      now={now}
      newLink={isNew ? personalUrl : null}
      onLeave={() => {
        setLeft(true);
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

interface OpenRoomProps {
  line: RoomLine;
  interview: Interview;
  now: number;
  /** The way back, to show once to who came by an open link. */
  newLink: string | null;
  onLeave: () => void;
  recording?: Recording | null;
  banner?: ReactNode;
  corner?: ReactNode;
  /** Stands in the place of the answer, where none is wanted. */
  foot?: ReactNode;
}

export function OpenRoom({
  line,
  interview,
  now,
  newLink,
  onLeave,
  recording = null,
  banner,
  corner,
  foot,
}: OpenRoomProps) {
  const { t } = useLingui();
  const { model } = line;
  const [dialog, setDialog] = useState<"end" | "problem" | null>(null);
  const state = stateOf(model, now);
  const text = useStateText(model, interview, state);
  const draft = useDraft(model);
  const voice = useVoice(line, interview, state);
  useAnnouncements(model, text);
  const { current, of } = model.room?.progress ?? { current: 0, of: 0 };
  const { label } = text;
  const { title } = interview;
  const close = () => {
    setDialog(null);
  };
  return (
    <div className={`flex min-h-dvh flex-col ${voice.mode === "voice" ? "broad:h-dvh" : ""}`}>
      <title>{of > 0 ? t`${label} · Question ${current} of ${of} · ${title}` : `${label} · ${title}`}</title>
      <SkipLink to="answer" />
      <TopBar model={model} interview={interview} now={now} onOpen={setDialog} corner={corner}>
        {recording !== null && (
          <Boundary fallback={<NoStrip recording={recording} />}>
            <Suspense>
              <RecordingStrip
                recording={recording}
                isSpoken={voice.mode === "voice"}
                isWatched={model.watched?.includes("camera") === true}
              />
            </Suspense>
          </Boundary>
        )}
        {model.watched !== null && (
          <Boundary fallback={null}>
            <Suspense>
              <Watching
                key={model.watched.join()}
                line={line}
                interview={interview}
                recording={recording}
                kinds={model.watched}
              />
            </Suspense>
          </Boundary>
        )}
      </TopBar>
      {banner}
      <main id="main" className="flex min-h-0 flex-1 flex-col">
        {model.sessionId !== null && !keptStore().isLasting && <NothingIsKept />}
        {voice.mode === "voice" ? (
          <Boundary fallback={<NoVoiceRoom onType={voice.type} />}>
            <Suspense>
              <VoiceRoom
                line={line}
                interview={interview}
                state={state}
                text={text}
                now={now}
                draft={draft}
                voice={voice}
                newLink={newLink}
                onLeave={onLeave}
              />
            </Suspense>
          </Boundary>
        ) : (
          <>
            <Stage line={line} interview={interview} state={state} newLink={newLink} draft={draft} />
            {foot || (
              <AnswerForm
                line={line}
                interview={interview}
                state={state}
                text={text}
                now={now}
                draft={draft}
                onLeave={onLeave}
                onSpeak={voice.isOffered ? voice.speak : null}
              />
            )}
          </>
        )}
      </main>
      {dialog === "end" && <EndDialog line={line} state={state} onClose={close} />}
      {dialog === "problem" && <ProblemDialog line={line} interview={interview} onClose={close} />}
    </div>
  );
}
