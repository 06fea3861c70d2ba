import type { Content, Difference, FieldChange } from "./versions";

/** All that changed of one part: a question, a criterion, or the settings as a whole. */
export interface Group {
  key: string;
  part: "settings" | "criterion" | "question";
  /** The criterion's name or the question's words, as they are now or were. */
  name: string;
  /** The question's number, from 1: where it stands now, or stood. */
  number: number | null;
  /** What became of the part as a whole. */
  whole: FieldChange | null;
  fields: { field: string; change: FieldChange }[];
}

const QUESTIONS = "questions.";
const CRITERIA = "assessmentCriteria.";

/** The changes by the part that they are about: settings first, then criteria, then questions. */
export function grouped({ changes, before, after }: Difference): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const { path, kind } = change;
    const isPart = path.startsWith(QUESTIONS) || path.startsWith(CRITERIA);
    // A criterion's name may hold dots, so that the field is what stands behind the last one.
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
  const empty = { key, whole: null, fields: [] };
  if (key.startsWith(CRITERIA)) return { ...empty, part: "criterion", name: key.slice(CRITERIA.length), number: null };
  if (!key.startsWith(QUESTIONS)) return { ...empty, part: "settings", name: "", number: null };
  const id = key.slice(QUESTIONS.length);
  const from = after.questions.some((one) => one.id === id) ? after.questions : before.questions;
  const place = from.findIndex((one) => one.id === id);
  return { ...empty, part: "question", name: from[place]?.text ?? "", number: place < 0 ? null : place + 1 };
}
