import { hashKey } from "@tanstack/react-query";

import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { type AttemptSlot, sendOnce } from "../data/useSendOnce";
import { type Change, GoneError, type RefinedDraft } from "../drafting/refinement";
import {
  changeQuestion,
  changeSettings,
  type Criterion,
  type Draft,
  ownProbes,
  readDraft,
  readQuestion,
  removeQuestion,
} from "./draft";

type Part = NonNullable<Change["before"]>;

/** The fields of a question or a criterion that a proposal may change. */
const FIELDS = ["text", "description", "type", "options", "probes", "anchors"] as const;

/** The interview in the form that the API takes to propose changes. */
export function refinedOf(draft: Draft): RefinedDraft {
  const { title, objective, purpose, language, questions, assessmentCriteria } = draft;
  return {
    title,
    objective,
    purpose,
    language,
    interview: null,
    questions: questions.map((question) => {
      const { id, text, type, description, options } = question;
      const fed = assessmentCriteria.filter(({ questionIds }) => questionIds.includes(id));
      return { text, type, description, options, criteria: fed.map(({ name }) => name), probes: ownProbes(question) };
    }),
    criteria: assessmentCriteria.map(({ name, description, anchors }) => ({ name, description, anchors })),
  };
}

/**
 * Applies one proposal to the interview as it is saved now. Throws GoneError if the text that it changes is no longer
 * the same.
 */
export async function applyChange(interviewId: string, change: Change): Promise<void> {
  const { draft, etag } = await readDraft(interviewId);
  const { part, before, after } = change;
  if (part === "QUESTION") {
    await applyToQuestion(draft, change);
    return;
  }
  if (part === "CRITERION") {
    await changeSettings(interviewId, { assessmentCriteria: criteriaAfter(draft.assessmentCriteria, change) }, etag);
    return;
  }
  const isTitle = part === "TITLE";
  const now = isTitle ? draft.title : (draft.objective ?? "");
  if (after === null || now !== (before?.text ?? "")) throw new GoneError();
  await changeSettings(interviewId, isTitle ? { title: after.text } : { objective: after.text }, etag);
}

/** The attempts to add a proposed question. Repeating one after a lost response adds no second question. */
const attempts = new WeakMap<Change, AttemptSlot>();

async function addProposed(draft: Draft, change: Change): Promise<void> {
  const { place, after } = change;
  if (after === null) throw new GoneError();
  const body = { ...asked(after), ...(place !== null && { order: place }) };
  const slot = attempts.get(change) ?? { current: null };
  attempts.set(change, slot);
  await sendOnce(slot, body, (once) =>
    api.POST("/interviews/{id}/questions", {
      params: { path: { id: draft.id }, header: { "Idempotency-Key": once } },
      body: body as components["schemas"]["QuestionIn"],
    }),
  );
}

async function applyToQuestion(draft: Draft, change: Change): Promise<void> {
  const { action, place, fromPlace, before, after } = change;
  if (action === "ADD") {
    await addProposed(draft, change);
    return;
  }
  const id = placeOf(draft.questions, fromPlace ?? place, before, ({ text }) => text).id;
  const { question, etag } = await readQuestion(id);
  if (action === "REMOVE") await removeQuestion(id, etag);
  else if (action === "MOVE") await changeQuestion(id, { order: place ?? 0 }, etag);
  else await changeQuestion(id, changedFields({ ...question, probes: ownProbes(question) }, before, after), etag);
}

function criteriaAfter(criteria: readonly Criterion[], { action, place, before, after }: Change): Criterion[] {
  if (action === "ADD" && after !== null) return [...criteria, { ...judged(after), questionIds: [] }];
  const found = placeOf(criteria, place, before, ({ name }) => name);
  if (action === "REMOVE") return criteria.filter((one) => one !== found);
  const { name: text, description, anchors } = found;
  const { text: name = text, ...changed } = changedFields({ text, description, anchors }, before, after);
  return criteria.map((one) => (one === found ? { ...one, ...changed, name } : one));
}

/**
 * The fields of `now` that the proposal changes, with their new values. A new text also replaces the prepared
 * follow-ups, which belong to the old one. Throws GoneError if one of these fields was changed since the proposal.
 */
function changedFields<Now extends Partial<Part>>(now: Now, before: Part | null, after: Part | null): Partial<Now> {
  if (before === null || after === null) throw new GoneError();
  const differ = (field: keyof Part, one: Partial<Part>, other: Partial<Part>) =>
    hashKey([one[field] ?? null]) !== hashKey([other[field] ?? null]);
  const fields = FIELDS.filter(
    (field) => field in now && (differ(field, before, after) || (field === "probes" && differ("text", before, after))),
  );
  if (fields.some((field) => differ(field, now, before))) throw new GoneError();
  return Object.fromEntries(fields.map((field) => [field, after[field]])) as Partial<Now>;
}

/** Finds the item at its place or, if items were added or moved meanwhile, by its text. */
function placeOf<Item>(
  items: readonly Item[],
  place: number | null,
  before: Part | null,
  words: (item: Item) => string,
): Item {
  const isIt = (item: Item) => words(item) === before?.text;
  const there = items[place ?? -1];
  const found = there !== undefined && isIt(there) ? there : items.find(isIt);
  if (found === undefined) throw new GoneError();
  return found;
}

function asked({ text, description, type, options }: Part) {
  return { text, description, type: type ?? ("OPEN_ENDED" as const), options };
}

function judged({ text, description, anchors }: Part) {
  return { name: text, description: description ?? "", anchors: anchors ?? [] };
}
