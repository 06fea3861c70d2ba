import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { ApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";

export type InterviewDetail = components["schemas"]["InterviewDetail"];

/** One interview with its questions. All of its pages share this entry of the cache. */
export function interviewQuery(id: string) {
  return queryOptions<InterviewDetail, ApiError>({
    queryKey: key("interview", id),
    queryFn: async ({ signal }) => (await take(api.GET("/interviews/{id}", { params: { path: { id } }, signal }))).data,
    // The header of a page and its content request it at the same time.
    staleTime: 5_000,
  });
}

/** Whether candidates can take it: not yet, now, or no longer. */
export function stateOf({ isDraft, isActive }: Pick<InterviewDetail, "isDraft" | "isActive">) {
  return isDraft ? "draft" : isActive ? "live" : "closed";
}

/** The link that candidates open; null if the interview isn't live or takes only invited people. */
export function openLinkOf({ isActive, requireInvite, publicSlug }: InterviewDetail): string | null {
  return isActive && !requireInvite && publicSlug !== null ? `${window.location.origin}/i/${publicSlug}` : null;
}

export function useInterview(id: string) {
  return useQuery(interviewQuery(id));
}
