import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { PAGE_SIZE, usePages } from "../parts/usePages";

export type Interview = components["schemas"]["InterviewOut"];

export const INTERVIEWS_KEY = ["interviews"] as const;

export function useInterviews() {
  return usePages<Interview>(INTERVIEWS_KEY, (cursor, signal) =>
    take(
      api.GET("/interviews", {
        params: { query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
}
