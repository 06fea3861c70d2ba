import type { components } from "../../api/schema";

type Schemas = components["schemas"];

/** One proposed change of an interview. */
export type Change = Schemas["ChangeOut"];
/** What was to be changed has been changed or deleted since the change was proposed. */
export class GoneError extends Error {}

export type RefinedDraft = Omit<Schemas["RefineIn"], "instruction" | "only">;
