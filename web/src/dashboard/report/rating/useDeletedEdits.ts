import { useEffect } from "react";

import { useMe } from "../../me";
import type { Comment, Session } from "../useReport";
import { keyOf, subjectOf } from "./useKeptText";
import { dropText, findText, keepText, listKeys } from "./texts";

/** A comment that isn't saved yet. */
export interface NewText {
  text: string;
  /** Empty for a comment about the whole session. */
  messageId: string;
  /** Whether the text is the change of a comment that was deleted meanwhile. */
  isMoved: boolean;
}

export const NO_TEXT: NewText = { text: "", messageId: "", isMoved: false };

/** Turns the changes of comments that were deleted meanwhile into a new comment, because their forms disappear. */
export function useDeletedEdits(session: Session, comments: readonly Comment[]): void {
  const { id } = useMe();
  useEffect(() => {
    const start = keyOf(id, session, "comment/");
    const target = keyOf(id, session, "comment");
    for (const key of listKeys(start)) {
      if (comments.some((comment) => start + comment.id === key)) continue;
      const edit = findText(key);
      dropText(key);
      if (edit?.isUnsaved !== true) continue;
      const before = (findText(target)?.value ?? NO_TEXT) as NewText;
      const text = before.text.trim() === "" ? String(edit.value) : `${before.text}\n\n${String(edit.value)}`;
      keepText(target, { value: { ...before, text, isMoved: true }, isUnsaved: true, subject: subjectOf(id, session) });
    }
  }, [id, session, comments]);
}
