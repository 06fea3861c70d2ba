import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { type Filters, listQueryOf } from "./filters";

export type Session = components["schemas"]["SessionOut"];

/** The sessions of an interview, or of all for null; newest first, unless the filters name another order. */
export function useSessions(interviewId: string | null, filters: Filters) {
  const load = (cursor: string | undefined, signal: AbortSignal) => {
    const query = { limit: PAGE_SIZE, ...listQueryOf(filters), ...(cursor !== undefined && { cursor }) };
    return interviewId === null
      ? take(api.GET("/sessions", { params: { query }, signal }))
      : take(api.GET("/interviews/{id}/sessions", { params: { path: { id: interviewId }, query }, signal }));
  };
  // Rows stay while those in another order are loading, so that the header keeps the focus.
  return usePages<Session>(key("sessions", interviewId, filters), load, { keepsRows: true });
}
