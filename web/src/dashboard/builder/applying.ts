import { hashKey } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { type AttemptSlot, isLost, sendOnce } from "../data/useSendOnce";
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
  type SettingsChange,
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

/** Earlier attempts to apply a proposal. An attempt whose response was lost may have succeeded. */
interface Attempts extends AttemptSlot {
  /** Whether a change of the interview's own fields was sent and its response was lost. */
  isOpen: boolean;
  /** The question to which it was sent. */
  questionId: string | null;
  /** The questions that a repeated attempt reported as added, until it is known that they are still there. */
  added: readonly string[];
}

const attempts = new WeakMap<Change, Attempts>();

function attemptsOf(change: Change): Attempts {
  const made = attempts.get(change) ?? { current: null, isOpen: false, questionId: null, added: [] };
  attempts.set(change, made);
  return made;
}

/**
 * Applies one proposal to the interview as it is saved now, unless an earlier attempt already has. Throws GoneError if
 * the text that it changes is no longer the same.
 */
export async function applyChange(interviewId: string, change: Change): Promise<void> {
  const { draft, etag } = await readDraft(interviewId);
  if (change.part === "QUESTION") {
    await applyToQuestion(draft, change);
    return;
  }
  const earlier = attemptsOf(change);
  if (earlier.isOpen && isApplied(draft, change)) return;
  const settings = settingsAfter(draft, change);
  try {
    await changeSettings(interviewId, settings, etag);
  } catch (error) {
    if (isLost(asApiError(error))) earlier.isOpen = true;
    throw error;
  }
}

const textOf = ({ title, objective }: Draft, part: Change["part"]) => (part === "TITLE" ? title : (objective ?? ""));

function settingsAfter(draft: Draft, change: Change): SettingsChange {
  const { part, before, after } = change;
  if (part === "CRITERION") return { assessmentCriteria: criteriaAfter(draft.assessmentCriteria, change) };
  if (after === null || textOf(draft, part) !== (before?.text ?? "")) throw new GoneError();
  return part === "TITLE" ? { title: after.text } : { objective: after.text };
}

/**
 * Whether the interview's own fields are already as proposed. Throws GoneError if a criterion to add or remove was also
 * edited, so that it can't be said.
 */
function isApplied(draft: Draft, { part, action, before, after }: Change): boolean {
  if (part !== "CRITERION") return textOf(draft, part) === after?.text;
  const about = action === "REMOVE" ? before : after;
  const named = draft.assessmentCriteria.filter(({ name }) => name === about?.text);
  if (about === null || named.length === 0) return action === "REMOVE";
  const parts = named.map(({ name: text, description, anchors }) => ({ text, description, anchors }));
  if (action === "CHANGE") return parts.some((one) => isChanged(one, before, after));
  const isThere = parts.some((one) => !differ(judged({ ...about, ...one }), judged(about)));
  if (!isThere) throw new GoneError();
  return action === "ADD";
}

async function addProposed(draft: Draft, change: Change): Promise<void> {
  const { place, after } = change;
  if (after === null) throw new GoneError();
  const body = { ...asked(after), ...(place !== null && { order: place }) };
  const earlier = attemptsOf(change);
  const isThere = ({ questions }: Draft) =>
    questions.some((one) => earlier.added.includes(one.id) || !differ(asked({ ...after, ...one }), asked(after)));
  const add = () =>
    sendOnce(earlier, body, async (once) => {
      const params = { path: { id: draft.id }, header: { "Idempotency-Key": once } };
      const sent = body as components["schemas"]["QuestionIn"];
      return (await take(api.POST("/interviews/{id}/questions", { params, body: sent }))).data;
    });
  if (earlier.added.length > 0 && isThere(draft)) return;
  const isAgain = earlier.current?.isOpen === true;
  const added = [await add()].flat();
  if (!isAgain) return;
  // The response may be that of the first attempt, whose question the creator has deleted since.
  earlier.added = added.map(({ id }) => id);
  if (!isThere((await readDraft(draft.id)).draft)) await add();
}

async function applyToQuestion(draft: Draft, change: Change): Promise<void> {
  const { action, place, fromPlace, before, after } = change;
  if (action === "ADD") {
    await addProposed(draft, change);
    return;
  }
  const earlier = attemptsOf(change);
  if (earlier.questionId !== null && !draft.questions.some(({ id }) => id === earlier.questionId)) {
    if (action === "REMOVE") return;
    throw new GoneError();
  }
  const id = earlier.questionId ?? placeOf(draft.questions, fromPlace ?? place, before, ({ text }) => text).id;
  const { question, etag } = await readQuestion(id);
  const now = { ...question, probes: ownProbes(question) };
  if (action === "CHANGE" && earlier.questionId !== null && isChanged(now, before, after)) return;
  if (action !== "CHANGE" && question.text !== before?.text) throw new GoneError();
  const body = action === "CHANGE" ? changedFields(now, before, after) : { order: place ?? 0 };
  earlier.questionId = id;
  await (action === "REMOVE" ? removeQuestion(id, etag) : changeQuestion(id, body, etag));
}

function criteriaAfter(criteria: readonly Criterion[], { action, place, before, after }: Change): Criterion[] {
  if (action === "ADD" && after !== null) return [...criteria, { ...judged(after), questionIds: [] }];
  const found = placeOf(criteria, place, before, ({ name }) => name);
  if (action === "REMOVE") return criteria.filter((one) => one !== found);
  const { name: text, description, anchors } = found;
  const { text: name = text, ...changed } = changedFields({ text, description, anchors }, before, after);
  return criteria.map((one) => (one === found ? { ...one, ...changed, name } : one));
}

const differ = (one: unknown, other: unknown) => hashKey([one ?? null]) !== hashKey([other ?? null]);

/** The fields that the proposal changes. A new text also replaces the prepared follow-ups, which belong to the old one. */
function fieldsOf(now: Partial<Part>, before: Part, after: Part): (keyof Part)[] {
  return FIELDS.filter((field) => {
    const isNew = differ(before[field], after[field]);
    return field in now && (isNew || (field === "probes" && differ(before.text, after.text)));
  });
}

/** The changed fields with their new values. Throws GoneError if one of them was changed since the proposal. */
function changedFields<Now extends Partial<Part>>(now: Now, before: Part | null, after: Part | null): Partial<Now> {
  if (before === null || after === null) throw new GoneError();
  const fields = fieldsOf(now, before, after);
  if (fields.some((field) => differ(now[field], before[field]))) throw new GoneError();
  return Object.fromEntries(fields.map((field) => [field, after[field]])) as Partial<Now>;
}

/** Whether all changed fields have their new values. */
function isChanged(now: Partial<Part>, before: Part | null, after: Part | null): boolean {
  if (before === null || after === null) return false;
  return fieldsOf(now, before, after).every((field) => !differ(now[field], after[field]));
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
