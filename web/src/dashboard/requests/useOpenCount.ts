import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { key } from "../data/keys";

/** Of all that is read about requests. */
const FRESH_MILLISECONDS = 60_000;

/** How many requests wait for a decision; 0 before that is known. `isWanted`: for those who can decide. */
export function useOpenCount(isWanted: boolean): number {
  const { data } = useQuery({
    queryKey: key("requests", "counts"),
    enabled: isWanted,
    queryFn: async ({ signal }) => (await take(api.GET("/requests/counts", { signal }))).data.open,
    staleTime: FRESH_MILLISECONDS,
  });
  return data ?? 0;
}
