import { queryOptions } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { key } from "../data/keys";

export type Claimable = components["schemas"]["ClaimableOut"];

/** What the command line made and nobody owns: something for the operator only. */
export const claimableQuery = queryOptions({
  queryKey: key("claimable"),
  queryFn: async ({ signal }) => (await take(api.GET("/organizations/claimable", { signal }))).data,
});
