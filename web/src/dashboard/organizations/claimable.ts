import { queryOptions } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { key } from "../data/keys";

export type Claimable = components["schemas"]["ClaimableOut"];

/** The organizations that were created on the command line and have no owner. Only the operator sees any. */
export const claimableQuery = queryOptions({
  queryKey: key("claimable"),
  queryFn: async ({ signal }) => (await take(api.GET("/organizations/claimable", { signal }))).data,
});
