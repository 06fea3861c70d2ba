import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useState } from "react";

import { flushes } from "./board/pictures";
import { compose, taskOf } from "./composing";
import { Dock } from "./Dock";
import type { Draft } from "./drafts";
import { charactersOver } from "./limits";
import type { Interview } from "./protocol";
import { primaryOf, type StateName } from "./states";
import { TaskFields } from "./TaskFields";
import type { DraftBox } from "./useDraft";
import type { RoomLine } from "./useRoom";
import type { ShownState } from "./useStateText";

export interface AnswerFormProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  text: ShownState;
  now: number;
  draft: DraftBox;
  onLeave: () => void;
}

/** Everything that an answer is made of, and the one big button. */
export function AnswerForm(props: AnswerFormProps) {
  const { line, state, draft } = props;
  const { t } = useLingui();
  const [complaint, setComplaint] = useState<string | null>(null);
  const composed = compose(line.model, draft.draft);
  const isSending = line.model.pending.some((item) => item.frame.type === "answer" && item.refusal === null);
  const primary = primaryOf(state, composed !== null, isSending);

  const sendDraft = (current: Draft) => {
    const composed = compose(line.model, current);
    const over = charactersOver(current);
    if (composed === null) setComplaint(t`There is nothing to send yet. Write or choose your answer first.`);
    else if (over > 0) setComplaint(t`This is too long for one answer. Send the first part, then the rest.`);
    else {
      setComplaint(null);
      line.answer(composed.text, composed.data);
      draft.change({ text: "", choice: [], other: "", code: composed.data.code?.text ?? current.code });
    }
  };
  const send = () => {
    const saveBoard = flushes.get(line.model.room?.question?.id ?? "");
    if (saveBoard === undefined || taskOf(line.model) !== "whiteboard") {
      sendDraft(draft.draft);
      return;
    }
    void saveBoard().then((saved) => {
      if (saved === null) setComplaint(t`The drawing could not be saved, so nothing was sent. Try again in a moment.`);
      else sendDraft({ ...draft.draft, board: saved.board });
    });
  };
  const act = () => {
    if (primary === "send") send();
    else if (primary === "ready" || primary === "continue") line.request("continue");
    else if (primary === "finish") line.request("end");
    else if (primary === "retry") line.tryNow();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (primary === "send") send();
  };
  const onDraft: DraftBox["change"] = (part) => {
    setComplaint(null);
    draft.change(part);
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
      <TaskFields line={line} draft={draft.draft} onDraft={onDraft} />
      <Dock {...props} task={taskOf(line.model)} primary={primary} complaint={complaint} onDraft={onDraft} />
    </form>
  );
}
