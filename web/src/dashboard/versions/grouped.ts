import type { QuestionType } from "../../api/questionTypes";
import type { Content, Difference, FieldChange } from "./versions";

/** All changes to one part: a question, a criterion, or the settings. */
export interface Group {
  key: string;
  part: "settings" | "criterion" | "question";
  /** The criterion's name or the question's text, after the change or, if it was removed, before. */
  name: string;
  /** The question's number, from 1, after the change or, if it was removed, before. */
  number: number | null;
  /** The question's type, likewise. */
  type: QuestionType | null;
  /** Whether the part as a whole was added or removed. */
  whole: FieldChange | null;
  fields: { field: string; change: FieldChange }[];
}

const QUESTIONS = "questions.";
const CRITERIA = "assessmentCriteria.";

/** Groups the changes by the part that they are about, in their order. */
export function grouped({ changes, before, after }: Difference): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const { path, kind } = change;
    const isPart = path.startsWith(QUESTIONS) || path.startsWith(CRITERIA);
    // A criterion's name may contain dots, so the field comes after the last one.
    const end = isPart && kind === "changed" ? path.lastIndexOf(".") : path.length;
    const key = isPart ? path.slice(0, end) : "settings";
    const group = groups.get(key) ?? groupOf(key, before, after);
    groups.set(key, group);
    if (isPart && kind !== "changed") group.whole = change;
    else group.fields.push({ field: isPart ? path.slice(end + 1) : path, change });
  }
  return [...groups.values()];
}

function groupOf(key: string, before: Content, after: Content): Group {
  const empty = { key, type: null, whole: null, fields: [] };
  if (key.startsWith(CRITERIA)) return { ...empty, part: "criterion", name: key.slice(CRITERIA.length), number: null };
  if (!key.startsWith(QUESTIONS)) return { ...empty, part: "settings", name: "", number: null };
  const id = key.slice(QUESTIONS.length);
  const from = after.questions.some((one) => one.id === id) ? after.questions : before.questions;
  const place = from.findIndex((one) => one.id === id);
  const { text = "", type = null } = from[place] ?? {};
  return { ...empty, part: "question", name: text, number: place < 0 ? null : place + 1, type };
}
