import type { components } from "../../api/schema";

type Schemas = components["schemas"];

/** One proposed change of an interview. */
export type Change = Schemas["ChangeOut"];
export type RefinedDraft = Omit<Schemas["RefineIn"], "instruction" | "only">;
