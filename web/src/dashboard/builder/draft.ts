import { type QueryClient, queryOptions } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";
import { interviewQuery } from "../interviews/interview";

type Schemas = components["schemas"];
export type Draft = Schemas["InterviewDetail"];
export type Question = Schemas["QuestionOut"];
export type Probe = Schemas["ProbeOut"];
export type Criterion = Schemas["CriterionOut"];
export type Checks = Schemas["ChecksOut"];
export type SettingsChange = Schemas["InterviewChange"];
export type QuestionChange = Schemas["QuestionChange"];
export type Template = Schemas["TemplateOut"];
export type LastChange = Schemas["LastChangeOut"];

/** The interview that is being written, with its questions. */
export const draftQuery = interviewQuery;

/**
 * Reads the interview again after a save. A read that began earlier may return older data, so this doesn't wait for it
 * but replaces it.
 */
export async function readDraftAgain(client: QueryClient, id: string): Promise<void> {
  const read = { ...draftQuery(id), exact: true };
  // If this read is canceled because the page is left, the next page has to read again.
  await client.invalidateQueries({ ...read, refetchType: "none" });
  await client.refetchQueries(read, { cancelRefetch: true, throwOnError: true });
}

/** The ids under which changes to the interview and to its questions are kept until they are saved. */
export function editedIds({ id, questions }: Draft): string[] {
  return [id, ...questions.map((question) => question.id)];
}

export function checksQuery(id: string, changedAt: string) {
  return queryOptions<Checks, ApiError>({
    queryKey: key("checks", id, changedAt),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/checks", { params: { path: { id } }, signal }))).data,
  });
}

/** Reads the interview as the server has it now, with its version for If-Match. */
export async function readDraft(id: string): Promise<{ draft: Draft; etag: string }> {
  const { data, response } = await api.GET("/interviews/{id}", { params: { path: { id } } });
  return { draft: (data as { data: Draft }).data, etag: etagOf(response) };
}

export async function readQuestion(id: string): Promise<{ question: Question; etag: string }> {
  const { data, response } = await api.GET("/questions/{id}", { params: { path: { id } } });
  return { question: (data as { data: Question }).data, etag: etagOf(response) };
}

/** Whether the server no longer has the question. */
export async function isDeleted(id: string): Promise<boolean> {
  try {
    await readQuestion(id);
    return false;
  } catch (error) {
    if (asApiError(error).status !== 404) throw error;
    return true;
  }
}

/** Reads who last changed the interview's own fields, or those of a question. */
export async function readLastChange(id: string, question?: string): Promise<LastChange> {
  const query = question === undefined ? {} : { question };
  return (await take(api.GET("/interviews/{id}/last-change", { params: { path: { id }, query } }))).data;
}

function etagOf(response: Response): string {
  return response.headers.get("ETag") ?? "*";
}

/** Refused with 412 if its version is no longer `etag`. */
export async function changeSettings(id: string, body: SettingsChange, etag: string): Promise<void> {
  await api.PATCH("/interviews/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body });
}

/** Refused with 412 if its version is no longer `etag`. */
export async function changeQuestion(id: string, body: QuestionChange, etag: string): Promise<void> {
  await api.PATCH("/questions/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body });
}

/** A new draft. The server has defaults for the fields that are left out, although the generated type requires them. */
export function blank(title: string, language: string, voiceEnabled: boolean): Schemas["InterviewIn"] {
  return { title, language, voiceEnabled, isDraft: true } as Schemas["InterviewIn"];
}

/** Adds a question, once for each idempotency key `once`. Returns its id. */
export async function addQuestion(interviewId: string, text: string, once: string): Promise<string | null> {
  const { data } = await take(
    api.POST("/interviews/{id}/questions", {
      params: { path: { id: interviewId }, header: { "Idempotency-Key": once } },
      body: { text } as Schemas["QuestionIn"],
    }),
  );
  return data[0]?.id ?? null;
}

type EarlierProbe = Omit<Probe, "text"> & { ask: string };

/** Follow-ups in an answer. During an upgrade, a host of the previous version may answer: it calls their text `ask`. */
export function readProbes(probes: readonly (Probe | EarlierProbe)[]): Probe[] {
  return probes.map((probe) => {
    if (!("ask" in probe)) return probe;
    const { ask: text, when, about } = probe;
    return { when, text, about };
  });
}

/** The question's own follow-ups; null if it uses the suggested ones. */
export function ownProbes(question: Question): Probe[] | null {
  return question.hasOwnProbes ? readProbes(question.probes) : null;
}

/** Creates a deleted question again at its place, and links it to the criteria that it was linked to. */
export async function bringBackQuestion(before: Draft, lost: Question): Promise<string | null> {
  const { text, description, type, required, options, followUpEnabled, followUpDepth } = lost;
  const { starterCode, timeLimitSeconds, order } = lost;
  const body = { text, description, type, required, options, followUpEnabled, followUpDepth, probes: ownProbes(lost) };
  const { data } = await take(
    api.POST("/interviews/{id}/questions", {
      params: { path: { id: before.id } },
      body: { ...body, starterCode, timeLimitSeconds, order },
    }),
  );
  const id = data[0]?.id ?? null;
  const fed = before.assessmentCriteria
    .filter(({ questionIds }) => questionIds.includes(lost.id))
    .map(({ name }) => name);
  if (id === null || fed.length === 0) return id;
  const { draft, etag } = await readDraft(before.id);
  const assessmentCriteria = draft.assessmentCriteria.map((one) =>
    fed.includes(one.name) ? { ...one, questionIds: [...one.questionIds, id] } : one,
  );
  await changeSettings(before.id, { assessmentCriteria }, etag);
  return id;
}

/** Refused with 412 if its version is no longer `etag`. */
export async function removeQuestion(id: string, etag: string): Promise<void> {
  await api.DELETE("/questions/{id}", { params: { path: { id }, header: { "If-Match": etag } } });
}

/** Someone changed it meanwhile, so the action was not performed on a version that the person hasn't seen. */
export class ChangedError extends Error {}

/** Deletes a question that is still as shown. Throws ChangedError if it isn't. */
export async function removeAsShown(shown: Question): Promise<void> {
  const { question, etag } = await readQuestion(shown.id);
  if (question.updatedAt !== shown.updatedAt) throw new ChangedError();
  await removeQuestion(shown.id, etag);
}

/** Moves a question by `shift` places from where it is now. Returns its new place. */
export async function moveQuestion(id: string, shift: number, last: number): Promise<number> {
  const { question, etag } = await readQuestion(id);
  const order = Math.min(Math.max(question.order + shift, 0), last);
  await changeQuestion(id, { order }, etag);
  return order;
}
