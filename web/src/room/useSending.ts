import { useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { flushes } from "./board/pictures";
import { compose, taskOf } from "./composing";
import type { Draft } from "./drafts";
import { charactersOver } from "./limits";
import type { DraftBox } from "./useDraft";
import type { RoomLine } from "./useRoom";

export interface Sending {
  /** Whether there is something to send. */
  hasWords: boolean;
  isSending: boolean;
  complaint: string | null;
  send: () => void;
  /** Changes the draft, and what was said against it no longer holds. */
  change: DraftBox["change"];
}

/** From the draft to an answer on its way. */
export function useSending(line: RoomLine, draft: DraftBox): Sending {
  const { t } = useLingui();
  const [complaint, setComplaint] = useState<string | null>(null);
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
  return {
    hasWords: compose(line.model, draft.draft) !== null,
    isSending: line.model.pending.some((item) => item.frame.type === "answer" && item.refusal === null),
    complaint,
    send,
    change: (part) => {
      setComplaint(null);
      draft.change(part);
    },
  };
}
