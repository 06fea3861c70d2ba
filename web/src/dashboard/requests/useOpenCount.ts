import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { key } from "../data/keys";

/** How long the count stays fresh. */
const FRESH_MILLISECONDS = 60_000;

/** How many requests are waiting for a decision; 0 until known. `isWanted`: whether the person can decide. */
export function useOpenCount(isWanted: boolean): number {
  const { data } = useQuery({
    queryKey: key("requests", "counts"),
    enabled: isWanted,
    queryFn: async ({ signal }) => (await take(api.GET("/requests/counts", { signal }))).data.open,
    staleTime: FRESH_MILLISECONDS,
  });
  return data ?? 0;
}
