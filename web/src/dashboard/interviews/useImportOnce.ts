import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { useSendOnce } from "../data/useSendOnce";

/**
 * Returns the function that creates an interview from a file and returns its id. Repeating it after a lost response
 * creates no second interview.
 */
export function useImportOnce() {
  return useSendOnce(async (body: components["schemas"]["InterviewFile"], once) => {
    const params = { header: { "Idempotency-Key": once } };
    return (await take(api.POST("/interviews/import", { params, body }))).data.id;
  });
}
