import { Trans } from "@lingui/react/macro";
import { useLayoutEffect, useState } from "react";

import { Button } from "../../ui/Button";
import { currentAsk } from "../ask";
import { taskOf } from "../composing";
import { LinkNotice, NoQuestionYet, saidBefore } from "../Stage";
import { TaskFields } from "../TaskFields";
import { Ask } from "../Turn";
import type { Interview } from "../protocol";
import type { StateName } from "../states";
import type { DraftBox } from "../useDraft";
import type { RoomLine } from "../useRoom";
import { type Sending, useSending } from "../useSending";
import type { ShownState } from "../useStateText";
import { Caption } from "./Caption";
import { MoreDialog } from "./MoreDialog";
import { Record } from "./Record";
import { SpokenDock } from "./SpokenDock";
import { SpokenState } from "./SpokenState";
import type { VoiceBox } from "./useVoice";
import { useSpokenKeys } from "./useSpokenKeys";
import { VoiceLine } from "./VoiceLine";

export interface VoiceRoomProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  text: ShownState;
  now: number;
  draft: DraftBox;
  voice: VoiceBox;
  newLink: string | null;
  onLeave: () => void;
}

/** The room while it is spoken: the question, the one state, the two voices, what is heard; the record beside it. */
export default function VoiceRoom(props: VoiceRoomProps) {
  const { line, interview, draft } = props;
  const [isRecordShown, setRecordShown] = useState(true);
  const [isMoreOpen, setMoreOpen] = useState(false);
  const sending = useSending(line, draft);
  useSpokenKeys(props);
  useFocusOnQuestion(line.model.line === "open" && currentAsk(line.model.messages) !== null);
  const more = () => {
    setMoreOpen(true);
  };
  return (
    <>
      <div
        className={`grid min-h-0 flex-1 ${isRecordShown ? "broad:grid-cols-[minmax(0,1fr)_23.25rem]" : "broad:grid-cols-[minmax(0,1fr)]"}`}
      >
        <Scene {...props} sending={sending}>
          {!isRecordShown && (
            <Button
              look="quiet"
              className="hidden! self-end broad:inline-flex!"
              onClick={() => {
                setRecordShown(true);
              }}
            >
              <Trans>Show the transcript</Trans>
            </Button>
          )}
        </Scene>
        {isRecordShown && (
          <Record
            line={line}
            interview={interview}
            draft={draft}
            onHide={() => {
              setRecordShown(false);
            }}
          />
        )}
      </div>
      <SpokenDock {...props} sending={sending} onMore={more} />
      {isMoreOpen && (
        <MoreDialog
          {...props}
          onClose={() => {
            setMoreOpen(false);
          }}
        />
      )}
    </>
  );
}

interface SceneProps extends VoiceRoomProps {
  sending: Sending;
  children: React.ReactNode;
}

function Scene({ line, interview, state, text, draft, voice, newLink, sending, children }: SceneProps) {
  const { model } = line;
  const ask = currentAsk(model.messages);
  const aiName = interview.aiName ?? "Aural";
  const hasTask = taskOf(model) !== "words";
  return (
    <div className="min-w-0 broad:min-h-0 broad:overflow-auto">
      <div className="mx-auto flex min-h-full w-full max-w-[61.25rem] flex-col justify-center gap-5 p-4 wide:gap-6 wide:px-12 wide:py-8">
        {children}
        {newLink !== null && <LinkNotice url={newLink} />}
        {ask === null ? (
          <NoQuestionYet isConnecting={state !== "welcoming"} />
        ) : (
          <Ask
            key={ask.seq}
            message={ask}
            question={model.room?.question ?? null}
            language={interview.language}
            said={saidBefore(model.messages)}
          />
        )}
        {/* Over an editor or a whiteboard: below it, who works would not see whether anybody listens. */}
        {hasTask && <SpokenState state={state} text={text} model={model} />}
        <TaskFields line={line} draft={draft.draft} onDraft={sending.change} isPlain />
        {!hasTask && (
          <div className="grid gap-2">
            <SpokenState state={state} text={text} model={model} />
            <VoiceLine state={state} levels={voice.driver?.levels ?? null} aiName={aiName} since={model.voice.since} />
          </div>
        )}
        <Caption
          voice={model.voice}
          size={voice.wishes.captions}
          aiName={aiName}
          language={interview.language}
          heading={ask?.content ?? ""}
        />
      </div>
    </div>
  );
}

/** Once, when the room opens: what is asked is where reading begins. */
function useFocusOnQuestion(isThere: boolean): void {
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (!isThere || (activeElement !== null && activeElement !== document.body)) return;
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [isThere]);
}
