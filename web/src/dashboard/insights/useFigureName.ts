import { useLingui } from "@lingui/react/macro";

import { useOutcomeNames } from "./questions/outcomes";
import type { SessionsBehind } from "./range";
import { useInsights } from "./useInsights";

/** The name of a figure; null if the address doesn't say, or until the question is loaded. */
export function useFigureName(interviewId: string | null, search: SessionsBehind): string | null {
  const { t } = useLingui();
  const outcomes = useOutcomeNames();
  const { question, outcome, theme, from, to } = search;
  const { data } = useInsights(interviewId ?? "", { from, to }, interviewId !== null && question !== undefined);
  const [wording] = theme ?? [];
  if (wording !== undefined) return t`Theme “${wording}”`;
  const words = data?.questions.find(({ questionId }) => questionId === question)?.text;
  if (words === undefined || outcome === undefined) return words ?? null;
  return `“${words}”: ${outcomes[outcome]}`;
}
