import { useLayoutEffect, useMemo, useRef, useState } from "react";

import { type Draft, Drafts, NOTHING } from "./drafts";
import type { AnswerFrame, Question } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import { keptStore } from "../link/storage";

/** Unsent words for a question that is no longer open. */
export interface LeftBehind {
  question: Question;
  text: string;
}

export interface DraftBox {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** Puts a refused answer back into the draft, before what was typed since. */
  takeBack: (frame: AnswerFrame) => void;
  leftBehind: LeftBehind | null;
  /**
   * Closes the notice about them. `isSent`: they were sent, so they are deleted; otherwise they stay with their
   * question.
   */
  settleLeft: (isSent: boolean) => void;
}

interface Held {
  place: string;
  question: Question | null;
  draft: Draft;
  leftBehind: LeftBehind | null;
}

/** The unsent draft. It survives a reload, a crash and a lost connection. */
export function useDraft(model: RoomModel): DraftBox {
  const { sessionId } = model;
  const question = model.room?.question ?? null;
  const questionId = question?.id ?? null;
  const drafts = useMemo(() => (sessionId === null ? null : new Drafts(keptStore(), sessionId)), [sessionId]);
  const place = `${sessionId ?? ""}/${questionId ?? ""}`;
  // A page that was stopped while another one had the interview comes back with a question that it already knows.
  const [held, setHeld] = useState<Held>(() => {
    const draft = drafts?.read(questionId) ?? NOTHING;
    return { place, question, draft, leftBehind: null };
  });
  if (held.place !== place) setHeld(moved(held, place, question, drafts));
  const newest = useRef(held);
  useLayoutEffect(() => {
    newest.current = held;
  });
  /** Changes the newest draft: the caller may be a callback from before the last key press. */
  const change = (part: Partial<Draft>) => {
    const { current } = newest;
    if (current.place !== place) {
      drafts?.write(questionId, { ...drafts.read(questionId), ...part });
      return;
    }
    const draft = { ...current.draft, ...part };
    newest.current = { ...current, draft };
    drafts?.write(questionId, draft);
    setHeld(newest.current);
  };
  const takeBack = ({ text, choice, other, code, whiteboard }: AnswerFrame) => {
    const words = [text ?? whiteboard?.text ?? "", held.draft.text].filter((part) => part !== "").join("\n\n");
    change({
      text: words,
      choice: choice ?? held.draft.choice,
      code: code?.text ?? held.draft.code,
      other: other ?? held.draft.other,
    });
  };
  const settleLeft = (isSent: boolean) => {
    const left = held.leftBehind;
    if (isSent && left !== null)
      drafts?.write(left.question.id, { ...drafts.read(left.question.id), text: "", outline: {} });
    setHeld({ ...held, leftBehind: null });
  };
  return { draft: held.draft, change, takeBack, leftBehind: held.leftBehind, settleLeft };
}

/** Switches to the draft of another question. What was typed before the first question moves to it. */
function moved(held: Held, place: string, question: Question | null, drafts: Drafts | null): Held {
  const kept = drafts?.read(question?.id ?? null) ?? NOTHING;
  const { text } = held.draft;
  if (held.question === null) {
    return { ...held, place, question, draft: kept.text === "" ? { ...kept, text } : kept };
  }
  const words = [text, ...Object.values(held.draft.outline)].filter((part) => part.trim() !== "").join("\n\n");
  const isLeft = words !== "" && held.question.id !== question?.id;
  const leftBehind = isLeft ? { question: held.question, text: words } : held.leftBehind;
  return { place, question, draft: kept, leftBehind: leftBehind?.question.id === question?.id ? null : leftBehind };
}
