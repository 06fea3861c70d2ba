import { ownHeaders } from "../../api/client";
import { asApiError, readError } from "../../api/error";
import type { components } from "../../api/schema";
import { streamEvents } from "../../api/stream";

type Schemas = components["schemas"];
/** An event of a draft. Fields that its type doesn't have are absent. */
export type DraftEvent = Pick<Schemas["DraftEvent"], "type"> & Partial<Schemas["DraftEvent"]>;
export type DraftIn = Schemas["DraftIn"];
export type Origin = Schemas["DraftOrigin"];

/** Whether the interview is for a study, which isn’t about a job: a level and documents about a job don’t apply. */
export const isStudy = ({ purpose }: DraftIn): boolean => purpose === "RESEARCH";

/**
 * Drafts an interview. A study’s draft leaves out a level and a source that were chosen before the purpose. Aborting
 * also stops the server's work. Throws an ApiError or an AbortError.
 */
export function draft(wish: DraftIn, signal: AbortSignal): AsyncGenerator<DraftEvent> {
  const body: DraftIn = isStudy(wish) ? { ...wish, source: "NOTES", level: null } : wish;
  return streamEvents("/drafts", { method: "POST", body, signal });
}

/** The text of a file. The server detects its type. */
export async function readFile(file: File): Promise<Schemas["DocumentOut"]> {
  const response = await fetch("/api/v1/documents", {
    method: "POST",
    credentials: "same-origin",
    headers: {
      ...ownHeaders("POST"),
      "Content-Type": TYPES.includes(file.type) ? file.type : "application/octet-stream",
    },
    body: file,
  }).catch((error: unknown) => {
    throw asApiError(error);
  });
  if (!response.ok) throw await readError(response, "none");
  return ((await response.json()) as { data: Schemas["DocumentOut"] }).data;
}

const TYPES = ["application/pdf", "text/plain", "text/csv", "text/html", "text/markdown"];
