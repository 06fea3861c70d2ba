import { useRef } from "react";

import { api, take } from "../../api/client";
import type { QuestionType } from "../../api/questionTypes";
import type { components } from "../../api/schema";
import { PAGE_SIZE } from "../../ui/table/More";
import { ChangedError, ownProbes, type Question } from "../builder/draft";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { type Attempt, type AttemptSlot, sendOnce, useSendOnce } from "../data/useSendOnce";

type Schemas = components["schemas"];
export type LibraryQuestion = Schemas["LibraryQuestionOut"];
export type LibraryQuestionChange = Schemas["LibraryQuestionChange"];

export interface Wanted {
  q?: string | undefined;
  type?: QuestionType | undefined;
}

export function useLibrary({ q, type }: Wanted) {
  const wanted = { ...(q !== undefined && q.trim() !== "" && { q: q.trim() }), ...(type !== undefined && { type }) };
  return usePages<LibraryQuestion>(
    key("library", wanted),
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

/** The content of a question, without its place. */
function said(question: Question | LibraryQuestion) {
  const { text, description, type, required, options, followUpEnabled, followUpDepth, starterCode, timeLimitSeconds } =
    question;
  const probes = "hasOwnProbes" in question ? ownProbes(question) : question.probes;
  const rules = { required, options, followUpEnabled, followUpDepth, probes, starterCode, timeLimitSeconds };
  return { text, description, type, ...rules };
}

/** Saves a question. Repeating it with the same `slot` after a lost response saves no second one. */
export function keep(slot: AttemptSlot, question: Question | LibraryQuestion, tags: string[] = []) {
  const body: Schemas["LibraryQuestionIn"] = { ...said(question), tags };
  return sendOnce(slot, body, async (once) => {
    const params = { header: { "Idempotency-Key": once } };
    return (await take(api.POST("/library", { params, body }))).data;
  });
}

/** Returns the function that saves a question, for one component. */
export function useKeep() {
  const slot = useRef<Attempt | null>(null);
  return (question: Question | LibraryQuestion, tags: string[] = []) => keep(slot, question, tags);
}

/** Reads the question as the server has it now, with its version for If-Match. */
export async function readLibraryQuestion(id: string): Promise<{ kept: LibraryQuestion; etag: string }> {
  const { data, response } = await api.GET("/library/{id}", { params: { path: { id } } });
  return { kept: (data as { data: LibraryQuestion }).data, etag: response.headers.get("ETag") ?? "*" };
}

/** Refused with 412 if its version is no longer `etag`. */
export async function changeLibraryQuestion(id: string, body: LibraryQuestionChange, etag: string): Promise<void> {
  await api.PATCH("/library/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body });
}

/** Deletes the question that is shown. Throws ChangedError if someone else has changed it. */
export async function deleteFromLibrary(shown: LibraryQuestion): Promise<void> {
  const { kept, etag } = await readLibraryQuestion(shown.id);
  if (kept.updatedAt !== shown.updatedAt) throw new ChangedError();
  await api.DELETE("/library/{id}", { params: { path: { id: shown.id }, header: { "If-Match": etag } } });
}

/**
 * Returns the function that adds a question to an interview as the last one and returns its id there. Repeating it after
 * a lost response adds no second one.
 */
export function useInsert(interviewId: string) {
  const send = useSendOnce(async (body: ReturnType<typeof said>, once) => {
    const params = { path: { id: interviewId }, header: { "Idempotency-Key": once } };
    return (await take(api.POST("/interviews/{id}/questions", { params, body }))).data[0]?.id ?? null;
  });
  return (kept: LibraryQuestion) => send(said(kept));
}
