import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { ChangedError, ownProbes, type Question } from "../builder/draft";
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
  const probes = "hasOwnProbes" in question ? ownProbes(question) : question.probes;
  const rules = { required, options, followUpEnabled, followUpDepth, probes, starterCode, timeLimitSeconds };
  return { text, description, type, ...rules };
}

export async function keep(question: Question | Kept, tags: string[] = []): Promise<Kept> {
  return (await take(api.POST("/library", { body: { ...said(question), tags } }))).data;
}

/** As the server has it now, with its version for If-Match. */
export async function readKept(id: string): Promise<{ kept: Kept; etag: string }> {
  const { data, response } = await api.GET("/library/{id}", { params: { path: { id } } });
  return { kept: (data as { data: Kept }).data, etag: response.headers.get("ETag") ?? "*" };
}

/** Refused with 412 where it has another version than `etag` by now. */
export async function changeKept(id: string, body: KeptChange, etag: string): Promise<void> {
  await api.PATCH("/library/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body });
}

/** Deletes it, as it is shown. Throws ChangedError where somebody else has changed it. */
export async function forget(shown: Kept): Promise<void> {
  const { kept, etag } = await readKept(shown.id);
  if (kept.updatedAt !== shown.updatedAt) throw new ChangedError();
  await api.DELETE("/library/{id}", { params: { path: { id: shown.id }, header: { "If-Match": etag } } });
}

/** Asks it in an interview, as the last question; its id there. */
export async function insert(interviewId: string, kept: Kept): Promise<string | null> {
  const { data } = await take(
    api.POST("/interviews/{id}/questions", { params: { path: { id: interviewId } }, body: said(kept) }),
  );
  return data[0]?.id ?? null;
}
