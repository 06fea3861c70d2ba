import type { KeyboardEvent } from "react";

import { taskOf } from "./composing";
import { Dock } from "./Dock";
import type { Interview } from "./protocol";
import { primaryOf, type StateName } from "./states";
import { TaskFields } from "./TaskFields";
import type { DraftBox } from "./useDraft";
import type { RoomLine } from "./useRoom";
import { useSending } from "./useSending";
import type { ShownState } from "./useStateText";

export interface AnswerFormProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  text: ShownState;
  now: number;
  draft: DraftBox;
  onLeave: () => void;
  /** Set where the interview can be spoken, too. */
  onSpeak: (() => void) | null;
}

/** Everything that an answer is made of, and the one big button. */
export function AnswerForm(props: AnswerFormProps) {
  const { line, state, draft } = props;
  const sending = useSending(line, draft);
  const primary = primaryOf(state, sending.hasWords, sending.isSending);
  const act = () => {
    if (primary === "send") sending.send();
    else if (primary === "ready" || primary === "continue") line.request("continue");
    else if (primary === "finish") line.request("end");
    else if (primary === "retry") line.tryNow();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (primary === "send") sending.send();
  };
  return (
    <form
      noValidate
      className="contents"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <TaskFields line={line} draft={draft.draft} onDraft={sending.change} />
      <Dock
        {...props}
        task={taskOf(line.model)}
        primary={primary}
        complaint={sending.complaint}
        onDraft={sending.change}
      />
    </form>
  );
}
