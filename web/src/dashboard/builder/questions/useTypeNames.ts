import { useLingui } from "@lingui/react/macro";

import type { Question } from "../draft";

/** The names of the six types of questions. */
export function useTypeNames(): Record<Question["type"], string> {
  const { t } = useLingui();
  return {
    OPEN_ENDED: t`Open question`,
    SINGLE_CHOICE: t`Single choice`,
    MULTIPLE_CHOICE: t`Multiple choice`,
    CODING: t`Code`,
    WHITEBOARD: t`Whiteboard`,
    RESEARCH: t`Research`,
  };
}
