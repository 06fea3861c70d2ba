import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { ApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";

export type InterviewDetail = components["schemas"]["InterviewDetail"];

/** One interview with its questions: one entry of the cache, whichever of its pages asks. */
export function interviewQuery(id: string) {
  return queryOptions<InterviewDetail, ApiError>({
    queryKey: key("interview", id),
    queryFn: async ({ signal }) => (await take(api.GET("/interviews/{id}", { params: { path: { id } }, signal }))).data,
    // The head of a page and its content ask at the same moment.
    staleTime: 5_000,
  });
}

/** Whether candidates can take it: not yet, now, or no longer. */
export function stateOf({ isDraft, isActive }: Pick<InterviewDetail, "isDraft" | "isActive">) {
  return isDraft ? "draft" : isActive ? "live" : "closed";
}

/** Where candidates open it; null where it takes only those who are invited. */
export function openLinkOf({ isActive, requireInvite, publicSlug }: InterviewDetail): string | null {
  return isActive && !requireInvite && publicSlug !== null ? `${window.location.origin}/i/${publicSlug}` : null;
}

export function useInterview(id: string) {
  return useQuery(interviewQuery(id));
}
