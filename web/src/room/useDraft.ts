import { useMemo, useState } from "react";

import { type Draft, Drafts, NOTHING } from "./drafts";
import type { AnswerFrame } from "./protocol";
import type { RoomModel } from "./reducer";
import { localStore } from "./storage";

export interface DraftBox {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** Puts a refused answer back, before what was typed since. */
  takeBack: (frame: AnswerFrame) => void;
}

/** What is typed and not sent; it survives a reload and a lost line. */
export function useDraft(model: RoomModel): DraftBox {
  const { sessionId } = model;
  const questionId = model.room?.question?.id ?? null;
  const drafts = useMemo(() => (sessionId === null ? null : new Drafts(localStore(), sessionId)), [sessionId]);
  const place = `${sessionId ?? ""}/${questionId ?? ""}`;
  const [held, setHeld] = useState({ place, draft: NOTHING });
  if (held.place !== place) setHeld({ place, draft: drafts?.read(questionId) ?? held.draft });
  const change = (part: Partial<Draft>) => {
    const draft = { ...held.draft, ...part };
    drafts?.write(questionId, draft);
    setHeld({ place, draft });
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
  return { draft: held.draft, change, takeBack };
}
