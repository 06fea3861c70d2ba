import type { KeyboardEvent } from "react";

import { taskOf } from "../composer/composing";
import { Dock } from "../composer/Dock";
import type { DraftBox } from "../composer/useDraft";
import { isSendKey } from "../composer/sendKey";
import { useSending } from "../composer/useSending";
import { currentAsk } from "../conversation/ask";
import { Transcript } from "../conversation/Transcript";
import type { Interview } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";
import { QuestionPane } from "../question/QuestionPane";
import { TaskFields } from "../question/TaskFields";
import { TASKS } from "../question/tasks";
import { primaryOf, type StateName } from "../status/states";
import type { ShownState } from "../status/useStateText";
import { Panes } from "./Panes";

export interface WrittenRoomProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  text: ShownState;
  draft: DraftBox;
  newLink: string | null;
  onLeave: () => void;
  /** Set if the interview can also be spoken. */
  onSpeak: (() => void) | null;
  /** Replaces the composer when no answer is expected. */
  foot?: React.ReactNode;
}

/** Everything that an answer consists of, and the main button. */
export function WrittenRoom(props: WrittenRoomProps) {
  const { line, interview, state, draft, newLink, foot } = props;
  const sending = useSending(line, draft);
  const task = taskOf(line.model);
  const primary = primaryOf(state, sending.hasWords, sending.isSending);
  const act = () => {
    if (primary === "send") sending.send();
    else if (primary === "ready") line.request("continue");
    else if (primary === "finish") line.request("end");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (primary === "send" && isSendKey(event.nativeEvent)) sending.send();
  };
  // Enter must not press the main button: an answer is only sent deliberately. The whiteboard's fields stop the event
  // from bubbling, so it is caught before they get it.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLInputElement) event.preventDefault();
  };
  const work = <TaskFields line={line} draft={draft.draft} onDraft={sending.change} task={task} />;
  const isColumn = TASKS[task].layout === "column";
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <Panes
        task={task}
        hasBegun={currentAsk(line.model.messages) !== null}
        question={<QuestionPane line={line} interview={interview} state={state} task={task} isHeard={false} />}
        work={work}
        talk={
          <Transcript line={line} interview={interview} newLink={newLink} draft={draft}>
            {isColumn && task !== "words" ? work : null}
          </Transcript>
        }
        foot={
          foot || (
            <Dock
              {...props}
              task={task}
              primary={primary}
              hasWords={sending.hasWords}
              complaint={sending.complaint}
              onDraft={sending.change}
            />
          )
        }
      />
    </form>
  );
}
