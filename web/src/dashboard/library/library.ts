import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import type { Question } from "../builder/draft";
import { PAGE_SIZE, usePages } from "../parts/usePages";

type Schemas = components["schemas"];
export type Kept = Schemas["LibraryQuestionOut"];
export type KeptChange = Schemas["LibraryQuestionChange"];
export type QuestionType = Kept["type"];

export interface Wanted {
  q?: string | undefined;
  type?: QuestionType | undefined;
}

export const LIBRARY_KEY = "library";

export function useLibrary({ q, type }: Wanted) {
  const wanted = { ...(q !== undefined && q.trim() !== "" && { q: q.trim() }), ...(type !== undefined && { type }) };
  return usePages<Kept>(
    [LIBRARY_KEY, wanted],
    (cursor, signal) =>
      take(
        api.GET("/library", {
          params: { query: { limit: PAGE_SIZE, ...wanted, ...(cursor !== undefined && { cursor }) } },
          signal,
        }),
      ),
    { keepsRows: true },
  );
}

/** What a question says, apart from where it stands. */
function said(question: Question | Kept) {
  const { text, description, type, required, options, followUpEnabled, followUpDepth, starterCode, timeLimitSeconds } =
    question;
  return { text, description, type, required, options, followUpEnabled, followUpDepth, starterCode, timeLimitSeconds };
}

export async function keep(question: Question | Kept, tags: string[] = []): Promise<Kept> {
  return (await take(api.POST("/library", { body: { ...said(question), tags } }))).data;
}

export async function change(id: string, body: KeptChange): Promise<void> {
  await api.PATCH("/library/{id}", { params: { path: { id } }, body });
}

export async function forget(id: string): Promise<void> {
  await api.DELETE("/library/{id}", { params: { path: { id } } });
}

/** Asks it in an interview, as the last question; its id there. */
export async function insert(interviewId: string, kept: Kept): Promise<string | null> {
  const { data } = await take(
    api.POST("/interviews/{id}/questions", { params: { path: { id: interviewId } }, body: said(kept) }),
  );
  return data[0]?.id ?? null;
}
