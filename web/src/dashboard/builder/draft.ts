import { queryOptions } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { ApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { interviewQuery } from "../interviews/interview";

type Schemas = components["schemas"];
export type Draft = Schemas["InterviewDetail"];
export type Question = Schemas["QuestionOut"];
export type Criterion = Schemas["CriterionOut"];
export type Checks = Schemas["ChecksOut"];
export type SettingsChange = Schemas["InterviewChange"];
export type QuestionChange = Schemas["QuestionChange"];
export type Template = Schemas["TemplateOut"];

/** The interview that is being written, with its questions. */
export const draftQuery = interviewQuery;

export function checksQuery(id: string, changedAt: string) {
  return queryOptions<Checks, ApiError>({
    queryKey: ["checks", id, changedAt],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/checks", { params: { path: { id } }, signal }))).data,
  });
}

/** As the server has it now, with its version for If-Match. */
export async function readDraft(id: string): Promise<{ draft: Draft; etag: string }> {
  const { data, response } = await api.GET("/interviews/{id}", { params: { path: { id } } });
  return { draft: (data as { data: Draft }).data, etag: etagOf(response) };
}

export async function readQuestion(id: string): Promise<{ question: Question; etag: string }> {
  const { data, response } = await api.GET("/questions/{id}", { params: { path: { id } } });
  return { question: (data as { data: Question }).data, etag: etagOf(response) };
}

function etagOf(response: Response): string {
  return response.headers.get("ETag") ?? "*";
}

/** Refused with 412 where it has another version than `etag` by now. */
export async function changeSettings(id: string, body: SettingsChange, etag: string): Promise<void> {
  await api.PATCH("/interviews/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body });
}

/** With an `etag` refused with 412 where it has another version by now. */
export async function changeQuestion(id: string, body: QuestionChange, etag?: string): Promise<void> {
  await api.PATCH("/questions/{id}", { params: { path: { id }, ...ifMatch(etag) }, body });
}

function ifMatch(etag: string | undefined) {
  return etag === undefined ? {} : { header: { "If-Match": etag } };
}

/** A new interview: what is left out has its default at the server, which the generated type does not say. */
export function blank(title: string, language: string): Schemas["InterviewIn"] {
  return { title, language } as Schemas["InterviewIn"];
}

export async function addQuestion(interviewId: string, text: string): Promise<string | null> {
  const { data } = await take(
    api.POST("/interviews/{id}/questions", {
      params: { path: { id: interviewId } },
      body: { text } as Schemas["QuestionIn"],
    }),
  );
  return data[0]?.id ?? null;
}

/** A question that was deleted, once more at its place, and fed to the criteria that it was fed to. */
export async function bringBackQuestion(before: Draft, lost: Question): Promise<string | null> {
  const { text, description, type, required, options, followUpEnabled, followUpDepth } = lost;
  const { starterCode, timeLimitSeconds, order } = lost;
  const body = { text, description, type, required, options, followUpEnabled, followUpDepth };
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

export async function removeQuestion(id: string, etag?: string): Promise<void> {
  await api.DELETE("/questions/{id}", { params: { path: { id }, ...ifMatch(etag) } });
}
