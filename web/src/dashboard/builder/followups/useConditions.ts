import { useLingui } from "@lingui/react/macro";

import type { Probe } from "../draft";

export type Condition = Probe["when"];

/** When a prepared follow-up is asked, in the order of the menu. */
export function useConditions(): Record<Condition, string> {
  const { t } = useLingui();
  return {
    SHORT: t`If the answer is very short`,
    HALF_UNANSWERED: t`If the answer leaves out part of the question`,
    NO_RESULT: t`If the answer doesn’t mention the outcome`,
    NO_OWN_PART: t`If the answer doesn’t say what the candidate did`,
    NO_REASON: t`If the answer gives no reason`,
    NO_EXAMPLE: t`If the answer gives no example`,
    NO_FIGURE: t`If the answer gives no number`,
    NO_ALTERNATIVE: t`If the answer mentions no alternative`,
    ALWAYS: t`After any answer`,
  };
}

/** When a follow-up is asked, including the part of the question that it looks for. */
export function useConditionWords(): (probe: Probe) => string {
  const { t } = useLingui();
  const names = useConditions();
  return ({ when, about }) => (about === null ? names[when] : t`If the answer leaves out “${about}”`);
}
