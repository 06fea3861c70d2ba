import { useLayoutEffect, useMemo, useRef, useState } from "react";

import { currentAsk } from "../conversation/ask";
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
  /** Whether a question had been asked when this draft was opened. */
  hasBegun: boolean;
}

/** The unsent draft. It survives a reload, a crash and a lost connection. */
export function useDraft(model: RoomModel): DraftBox {
  const { sessionId } = model;
  const question = model.room?.question ?? null;
  const questionId = question?.id ?? null;
  const drafts = useMemo(() => (sessionId === null ? null : new Drafts(keptStore(), sessionId)), [sessionId]);
  const place = `${sessionId ?? ""}/${questionId ?? ""}`;
  const hasBegun = currentAsk(model.messages) !== null;
  // A page that was stopped while another one had the interview comes back with a question that it already knows.
  const [held, setHeld] = useState<Held>(() => {
    const draft = drafts?.read(questionId) ?? NOTHING;
    return { place, question, draft, leftBehind: null, hasBegun };
  });
  if (held.place !== place) setHeld(moved(held, { place, question, hasBegun }, drafts));
  const newest = useRef(held);
  useLayoutEffect(() => {
    if (newest.current.place !== held.place) keepCarried(newest.current, held, drafts);
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
    const { draft: typed } = newest.current.place === place ? newest.current : held;
    const words = [text ?? whiteboard?.text ?? "", typed.text].filter((part) => part !== "").join("\n\n");
    change({
      text: words,
      choice: choice ?? typed.choice,
      code: code?.text ?? typed.code,
      other: other ?? typed.other,
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

/** Switches to the draft of another question. Words typed before the first question move to it. */
function moved(held: Held, next: Pick<Held, "place" | "question" | "hasBegun">, drafts: Drafts | null): Held {
  const { question } = next;
  const kept = drafts?.read(question?.id ?? null) ?? NOTHING;
  const { text } = held.draft;
  if (isBeforeFirst(held)) {
    return { ...held, ...next, draft: kept.text === "" ? { ...kept, text } : kept };
  }
  const words = [text, ...Object.values(held.draft.outline)].filter((part) => part.trim() !== "").join("\n\n");
  const isLeft = words !== "" && held.question?.id !== question?.id;
  const leftBehind = isLeft && held.question !== null ? { question: held.question, text: words } : held.leftBehind;
  return { ...next, draft: kept, leftBehind: leftBehind?.question.id === question?.id ? null : leftBehind };
}

/**
 * Whether the first question hasn't been asked. At the last turn, no question is open either, but words typed there
 * belong to none.
 */
function isBeforeFirst({ question, hasBegun }: Held): boolean {
  return question === null && !hasBegun;
}

/** Stores words that moved to the first question under that question and nowhere else. */
function keepCarried(from: Held, to: Held, drafts: Drafts | null): void {
  const { text } = from.draft;
  if (drafts === null || !isBeforeFirst(from) || text === "" || to.draft.text !== text) return;
  // Words typed before the session was known were never stored: other words may be kept there.
  if (drafts.read(null).text === text) drafts.write(null, NOTHING);
  drafts.write(to.question?.id ?? null, to.draft);
}
