import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { ApiError } from "../../api/error";
import type { components } from "../../api/schema";

export type InterviewDetail = components["schemas"]["InterviewDetail"];

/** One interview with its questions: one entry of the cache, whichever of its pages asks. */
export function interviewQuery(id: string) {
  return queryOptions<InterviewDetail, ApiError>({
    queryKey: ["interview", id],
    queryFn: async ({ signal }) => (await take(api.GET("/interviews/{id}", { params: { path: { id } }, signal }))).data,
    // The head of a page and its content ask at the same moment.
    staleTime: 5_000,
  });
}

export function useInterview(id: string) {
  return useQuery(interviewQuery(id));
}
