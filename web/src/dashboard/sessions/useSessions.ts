import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { PAGE_SIZE, usePages } from "../parts/usePages";
import { type Filters, queryOf } from "./filters";

export type Session = components["schemas"]["SessionOut"];

/** The sessions of an interview, or (null) of all, newest first. */
export function useSessions(interviewId: string | null, filters: Filters) {
  return usePages<Session>(["sessions", interviewId, filters], (cursor, signal) => {
    const query = { limit: PAGE_SIZE, ...queryOf(filters), ...(cursor !== undefined && { cursor }) };
    return interviewId === null
      ? take(api.GET("/sessions", { params: { query }, signal }))
      : take(api.GET("/interviews/{id}/sessions", { params: { path: { id: interviewId }, query }, signal }));
  });
}
