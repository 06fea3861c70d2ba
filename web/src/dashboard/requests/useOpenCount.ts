import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";

/** Of all that is read about requests. */
export const REQUESTS_KEY = ["requests"] as const;
const FRESH_MILLISECONDS = 60_000;

/** How many requests wait for a decision; 0 before that is known. `isWanted`: for those who can decide. */
export function useOpenCount(isWanted: boolean): number {
  const { data } = useQuery({
    queryKey: [...REQUESTS_KEY, "counts"],
    enabled: isWanted,
    queryFn: async ({ signal }) => (await take(api.GET("/requests/counts", { signal }))).data.open,
    staleTime: FRESH_MILLISECONDS,
  });
  return data ?? 0;
}
