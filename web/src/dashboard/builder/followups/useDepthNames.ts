import { useLingui } from "@lingui/react/macro";

import type { QuestionType } from "../../../api/questionTypes";
import type { Draft } from "../draft";
import { mostOf } from "./followUpRules";

type Depth = "OFF" | Draft["followUpDepth"];

/** The name of a depth, by how many follow-ups it allows. `type` is null for the depth of a whole interview. */
export function useDepthNames(): (depth: Depth, type: QuestionType | null) => string {
  const { t } = useLingui();
  const ofInterview: Record<number, string> = {
    0: t`None`,
    2: t`Up to two per question`,
    5: t`Up to five per question`,
  };
  const ofQuestion: Record<number, string> = { 0: t`None`, 2: t`Up to two`, 5: t`Up to five` };
  return (depth, type) => {
    const names = type === null ? ofInterview : ofQuestion;
    return names[mostOf(type ?? "OPEN_ENDED", depth)] ?? depth;
  };
}
