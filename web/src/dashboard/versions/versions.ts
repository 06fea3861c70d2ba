import { type QueryClient, queryOptions } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { ApiError } from "../../api/error";
import type { QuestionType } from "../../api/questionTypes";
import type { components } from "../../api/schema";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";

type Schemas = components["schemas"];
export type Version = Schemas["VersionSummary"];
export type FieldChange = Schemas["FieldChange"];

/** The questions before or after the changes, for their numbers, texts and types. */
export interface Content {
  questions: readonly { id: string; text: string; type: QuestionType }[];
}

export interface Difference {
  changes: readonly FieldChange[];
  before: Content;
  after: Content;
}

/**
 * Reads the versions again after a save. A first read that is still running may return older data, and invalidating
 * alone would keep it.
 */
export async function readVersionsAgain(client: QueryClient, interviewId: string): Promise<void> {
  const queryKey = key("versions", interviewId);
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}

export function useVersions(interviewId: string) {
  return usePages<Version>(key("versions", interviewId), (cursor, signal) =>
    take(
      api.GET("/interviews/{id}/versions", {
        params: { path: { id: interviewId }, query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** `after`: another version's id. Without it, the interview as it is now. */
export function differenceQuery(interviewId: string, before: string, after: string | undefined) {
  return queryOptions<Difference, ApiError>({
    queryKey: key("versions", interviewId, "difference", before, after ?? "now"),
    queryFn: async ({ signal }) => {
      const version = (id: string) => take(api.GET("/versions/{id}", { params: { path: { id } }, signal }));
      const [difference, old, fresh] = await Promise.all([
        take(
          api.GET("/versions/{id}/difference", {
            params: { path: { id: before }, ...(after !== undefined && { query: { to: after } }) },
            signal,
          }),
        ),
        version(before),
        after === undefined
          ? take(api.GET("/interviews/{id}", { params: { path: { id: interviewId } }, signal }))
          : version(after),
      ]);
      return { changes: difference.data.changes, before: old.data, after: fresh.data };
    },
    staleTime: 0,
  });
}
