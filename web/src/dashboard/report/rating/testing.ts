import { keepDraft, listDue } from "./drafts";
import { findText, keepText, type Subject } from "./texts";

/** Keeps an unsaved rating and an unsaved comment. Returns a function that names those that are left. For tests. */
export function keepUnsavedWork(about: Partial<Subject> = {}): () => string[] {
  const subject = { userId: "m1", sessionId: "s1", candidateId: "c1", ...about };
  const key = `${subject.userId}/${subject.sessionId}/Own part`;
  keepDraft(key, {
    draft: { choice: "2", reason: "" },
    subject,
    body: { criterion: "Own part", verdict: "LEVEL", level: 2, reason: null },
  });
  keepText(key, { value: "Ask for figures.", isUnsaved: true, subject });
  return () => [
    ...(listDue(subject.userId).some(([other]) => other === key) ? ["rating"] : []),
    ...(findText(key) === undefined ? [] : ["comment"]),
  ];
}
