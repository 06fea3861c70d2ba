import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import type { Send } from "../../lists/batches";

type Body = components["schemas"]["CandidateBatch"];
export type BulkAction = Body["action"];

/** Sends an action for a batch of candidates. `expiresAt` is for extending only. */
export function senderOf(action: BulkAction, expiresAt: string | null): Send {
  return async ({ ids, key }) => {
    const body = { action, candidateIds: [...ids], ...(action === "extend" && { expiresAt }) } as Body;
    const params = { header: { "Idempotency-Key": key } };
    return (await take(api.POST("/candidates/batch", { params, body }))).data.results;
  };
}
