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

export async function readDraft(id: string): Promise<Draft> {
  return (await take(api.GET("/interviews/{id}", { params: { path: { id } } }))).data;
}

export async function changeSettings(id: string, body: SettingsChange): Promise<void> {
  await api.PATCH("/interviews/{id}", { params: { path: { id } }, body });
}

export async function changeQuestion(id: string, body: QuestionChange): Promise<void> {
  await api.PATCH("/questions/{id}", { params: { path: { id } }, body });
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

export async function removeQuestion(id: string): Promise<void> {
  await api.DELETE("/questions/{id}", { params: { path: { id } } });
}
