import { useLingui } from "@lingui/react/macro";
import { useLayoutEffect, useRef, useState } from "react";

import { type Flushed, flushes } from "../board/pictures";
import { useOutline } from "../board/useOutline";
import { compose, taskOf } from "./composing";
import type { Draft } from "./drafts";
import { charactersOver } from "./limits";
import type { DraftBox } from "./useDraft";
import type { RoomLine } from "../link/useRoom";

export interface Sending {
  /** Whether there is something to send. */
  hasWords: boolean;
  isSending: boolean;
  complaint: string | null;
  send: () => void;
  /** Changes the draft and clears the complaint. */
  change: DraftBox["change"];
}

/** Sends the draft as an answer. */
export function useSending(line: RoomLine, draft: DraftBox): Sending {
  const { t } = useLingui();
  const { inWords } = useOutline();
  const [complaint, setComplaint] = useState<string | null>(null);
  const [isSavingBoard, setSavingBoard] = useState(false);
  const isDrawn = taskOf(line.model) === "whiteboard";
  /** The refused drawing that the person knows will be left out of the next answer. */
  const warned = useRef<object | null>(null);
  /** The draft, including the parts of an outline that weren't added to the words by hand. */
  const wholeOf = (current: Draft): Draft => {
    const text = [current.text.trim(), isDrawn ? inWords(current.outline) : ""].filter((part) => part !== "");
    return { ...current, text: text.join("\n\n") };
  };
  const sendDraft = (current: Draft) => {
    const whole = wholeOf(current);
    const composed = compose(line.model, whole);
    const over = charactersOver(whole);
    if (composed === null) setComplaint(t`There is nothing to send yet. Write or choose your answer first.`);
    else if (over > 0) setComplaint(t`Your text is too long for one answer. Send the first part, then the rest.`);
    else {
      setComplaint(null);
      warned.current = null;
      line.answer(composed.text, composed.data);
      const { board, savedAt } = current;
      const code = composed.data.code?.text ?? current.code;
      draft.change({ text: "", choice: [], other: "", outline: {}, code, board, savedAt });
    }
  };
  const latest = useRef({ sendDraft, draft: draft.draft, question: line.model.room?.question?.id });
  useLayoutEffect(() => {
    latest.current = { sendDraft, draft: draft.draft, question: line.model.room?.question?.id };
  });
  const sendDrawn = async (saveBoard: () => Promise<Flushed | null>) => {
    const { question } = latest.current;
    setSavingBoard(true);
    const saved = await saveBoard();
    setSavingBoard(false);
    const { current } = latest;
    // It is sent with the words in the field by then. If the question has changed, those belong to the new one.
    if (current.question !== question) return;
    if (saved === null) setComplaint(t`The drawing could not be saved, so nothing was sent. Try again in a moment.`);
    else if (saved.refused !== null && saved.refused !== warned.current) {
      warned.current = saved.refused;
      setComplaint(
        saved.isUnknown
          ? t`Your drawing can’t be saved, because this browser no longer knows you. Open your personal link again: your words and drawing are kept. Or send again to leave out the newest changes.`
          : t`The newest changes to your drawing could not be saved. Describe them in words, or send again to leave them out.`,
      );
    } else current.sendDraft({ ...current.draft, board: saved.board });
  };
  const send = () => {
    if (isSavingBoard) return;
    const saveBoard = flushes.get(line.model.room?.question?.id ?? "");
    if (isDrawn && saveBoard !== undefined) void sendDrawn(saveBoard);
    else sendDraft(draft.draft);
  };
  const isOnItsWay = line.model.pending.some((item) => item.frame.type === "answer" && item.refusal === null);
  return {
    hasWords: compose(line.model, wholeOf(draft.draft)) !== null,
    isSending: isSavingBoard || isOnItsWay,
    complaint,
    send,
    change: (part) => {
      setComplaint(null);
      draft.change(part);
    },
  };
}
