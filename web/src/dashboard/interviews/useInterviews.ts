import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { type Filters, queryOf } from "./filters";

export type Interview = components["schemas"]["InterviewOut"];

export function useInterviews(filters: Filters, projectId: string | null) {
  const wanted = queryOf(filters, projectId);
  return usePages<Interview>(
    key("interviews", wanted),
    (cursor, signal) =>
      take(
        api.GET("/interviews", {
          params: { query: { limit: PAGE_SIZE, ...wanted, ...(cursor !== undefined && { cursor }) } },
          signal,
        }),
      ),
    { keepsRows: true },
  );
}

/** Whether any interview exists, including closed ones and those of other projects; undefined until known. */
export function useHasAny(isAsked: boolean): boolean | undefined {
  return useQuery({
    queryKey: key("interviews", "any"),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews", { params: { query: { limit: 1 } }, signal }))).data.length > 0,
    enabled: isAsked,
    refetchOnMount: "always",
  }).data;
}
