import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { taskOf } from "../composer/composing";
import type { DraftBox } from "../composer/useDraft";
import { type Sending, useSending } from "../composer/useSending";
import { LinkNotice } from "../conversation/LinkNotice";
import { Log } from "../conversation/Log";
import { currentAsk } from "../conversation/ask";
import type { Interview } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";
import { Panes } from "../live/Panes";
import { QuestionPane } from "../question/QuestionPane";
import { TaskFields } from "../question/TaskFields";
import { TASKS } from "../question/tasks";
import { isResting, type StateName } from "../status/states";
import type { ShownState } from "../status/useStateText";
import { Caption } from "./Caption";
import { MoreDialog } from "./MoreDialog";
import { Record } from "../conversation/Record";
import { SpokenDock } from "./SpokenDock";
import { SpokenState } from "./SpokenState";
import { useSpokenKeys } from "./useSpokenKeys";
import type { VoiceBox } from "./useVoice";
import { VoiceLine } from "./VoiceLine";

export interface VoiceRoomProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  text: ShownState;
  draft: DraftBox;
  voice: VoiceBox;
  newLink: string | null;
  onLeave: () => void;
}

/**
 * The room of a spoken interview: the question, the state, the two voices and the captions, with the transcript next to
 * them.
 */
export default function VoiceRoom(props: VoiceRoomProps) {
  const { line, interview, state, draft, voice } = props;
  const [isMoreOpen, setMoreOpen] = useState(false);
  const sending = useSending(line, draft);
  const task = taskOf(line.model);
  const more = () => {
    setMoreOpen(true);
  };
  useSpokenKeys({ ...props, sending, onMore: more });
  const question = (
    <QuestionPane line={line} interview={interview} state={state} task={task} isHeard={line.model.voice.speaks} />
  );
  const work = <TaskFields line={line} draft={draft.draft} onDraft={sending.change} task={task} />;
  return (
    <>
      {TASKS[task].layout === "bench" ? (
        <Panes
          task={task}
          hasBegun={currentAsk(line.model.messages) !== null}
          question={question}
          work={work}
          talk={
            <Log line={line} interview={interview} draft={draft} className="min-h-0 flex-1 overflow-auto px-6 py-4" />
          }
          foot={
            <SpokenDock {...props} sending={sending} onMore={more}>
              {!isResting(state) && <SpokenState {...props} model={line.model} />}
              <SmallCaption {...props} />
            </SpokenDock>
          }
          hasWideFoot
        />
      ) : (
        <>
          <Scene {...props} sending={sending} question={question}>
            {work}
          </Scene>
          <SpokenDock {...props} sending={sending} onMore={more} />
        </>
      )}
      {isMoreOpen && (
        <MoreDialog
          {...props}
          voice={voice}
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
  question: React.ReactNode;
  children: React.ReactNode;
}

function Scene(props: SceneProps) {
  const { t } = useLingui();
  const { line, interview, state, text, draft, voice, newLink, question, children } = props;
  const [isRecordShown, setRecordShown] = useState(true);
  const { model } = line;
  const aiName = interview.aiName ?? "Aural";
  const hasTask = taskOf(model) !== "words";
  const shown = !isResting(state) && <SpokenState state={state} text={text} model={model} />;
  return (
    <div
      className={`flex min-h-0 flex-1 flex-col broad:grid ${isRecordShown ? "broad:grid-cols-[minmax(0,1fr)_23.25rem]" : "broad:grid-cols-[minmax(0,1fr)]"}`}
    >
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex-none">{question}</div>
        <div
          className="min-h-0 flex-1 overflow-auto"
          data-scroller
          tabIndex={0}
          role="group"
          aria-label={t`Spoken answer`}
        >
          <div className="mx-auto flex min-h-full w-full max-w-[48rem] flex-col justify-center gap-4 p-4 wide:px-6">
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
            {newLink !== null && <LinkNotice url={newLink} />}
            {shown}
            {hasTask ? (
              children
            ) : (
              <VoiceLine
                state={state}
                levels={voice.driver?.levels ?? null}
                aiName={aiName}
                since={model.voice.since}
              />
            )}
            <Caption
              voice={model.voice}
              size={voice.wishes.captions}
              aiName={aiName}
              language={interview.language}
              heading={currentAsk(model.messages)?.content ?? ""}
            />
          </div>
        </div>
      </div>
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
  );
}

/** Next to a bench, there is room for the last words only. */
function SmallCaption({ line, interview, voice }: VoiceRoomProps) {
  return (
    <Caption
      voice={line.model.voice}
      size={voice.wishes.captions}
      aiName={interview.aiName ?? "Aural"}
      language={interview.language}
      heading={currentAsk(line.model.messages)?.content ?? ""}
      isSmall
    />
  );
}
