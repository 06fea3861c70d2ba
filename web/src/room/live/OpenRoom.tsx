import { useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useState } from "react";

import { Boundary } from "../../ui/Boundary";
import { SkipLink } from "../../ui/SkipLink";
import { useDraft } from "../composer/useDraft";
import { EndDialog } from "../dialogs/EndDialog";
import { ProblemDialog } from "../dialogs/ProblemDialog";
import type { Interview } from "../link/protocol";
import { keptStore } from "../link/storage";
import type { RoomLine } from "../link/useRoom";
import { NothingIsKept } from "../page/NothingIsKept";
import type { Recording } from "../recording/capture/recording";
import { isResting } from "../status/states";
import { StatusLine } from "../status/StatusLine";
import { TopBar } from "../status/TopBar";
import { useAnnouncements } from "../status/useAnnouncements";
import { useStateName } from "../status/useStateName";
import { useStateText } from "../status/useStateText";
import { NoVoiceRoom } from "../voice/NoVoiceRoom";
import { useVoice } from "../voice/useVoice";
import { RestLayer, useLayerFocus } from "./RestLayer";
import { WrittenRoom } from "./WrittenRoom";

const VoiceRoom = lazy(() => import("../voice/VoiceRoom"));

interface OpenRoomProps {
  line: RoomLine;
  interview: Interview;
  /** The personal link, to show once to people who came by an open link. */
  newLink: string | null;
  onLeave: () => void;
  recording?: Recording | null;
  banner?: ReactNode;
  corner?: ReactNode;
  /** Replaces the composer when no answer is expected. */
  foot?: ReactNode;
  /** Nothing is kept, so there is no clock to stop and nothing to come back to. */
  isPractice?: boolean;
}

/** The room with an open interview: the top bar, what is being recorded, then question, task and composer. */
export function OpenRoom(props: OpenRoomProps) {
  const { line, interview, newLink, onLeave, recording = null, banner, corner, foot, isPractice = false } = props;
  const { t } = useLingui();
  const { model } = line;
  const [dialog, setDialog] = useState<"end" | "problem" | null>(null);
  const state = useStateName(model);
  const shown = useStateText(model, interview, state);
  const text =
    isPractice && state === "paused" ? { ...shown, line: t`In the interview, this stops the clock.` } : shown;
  const draft = useDraft(model);
  const voice = useVoice(line, interview, state, draft);
  const isAtRest = isResting(state);
  const layer = useLayerFocus(isAtRest);
  useAnnouncements(model, text);
  const { current, of } = model.room?.progress ?? { current: 0, of: 0 };
  const { label } = text;
  const { title } = interview;
  const close = () => {
    setDialog(null);
  };
  const shared = { line, interview, state, text, draft, newLink, onLeave };
  return (
    <div className="flex min-h-dvh flex-col tall:h-dvh">
      <title>{of > 0 ? t`${label} · Question ${current} of ${of} · ${title}` : `${label} · ${title}`}</title>
      <SkipLink to="answer" />
      <TopBar model={model} interview={interview} onOpen={setDialog} corner={corner} />
      <StatusLine line={line} interview={interview} recording={recording} isSpoken={voice.mode === "voice"} />
      {banner}
      <main id="main" className="relative flex min-h-0 flex-1 flex-col">
        <div className="flex min-h-0 flex-1 flex-col" inert={isAtRest}>
          {model.sessionId !== null && !keptStore().isLasting && <NothingIsKept />}
          {voice.mode === "voice" ? (
            <Boundary
              fallback={
                <NoVoiceRoom
                  onType={() => {
                    voice.type("");
                  }}
                />
              }
            >
              <Suspense>
                <VoiceRoom {...shared} voice={voice} />
              </Suspense>
            </Boundary>
          ) : (
            <WrittenRoom {...shared} onSpeak={voice.isOffered ? voice.speak : null} foot={foot} />
          )}
        </div>
        {isAtRest && (
          <RestLayer line={line} state={state} text={text} heading={layer} onLeave={isPractice ? null : onLeave} />
        )}
      </main>
      {dialog === "end" && <EndDialog line={line} state={state} onClose={close} />}
      {dialog === "problem" && <ProblemDialog line={line} interview={interview} onClose={close} />}
    </div>
  );
}
