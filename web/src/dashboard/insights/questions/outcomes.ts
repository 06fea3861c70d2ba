import { useLingui } from "@lingui/react/macro";

import type { SessionsBehind } from "../range";

export type Outcome = NonNullable<SessionsBehind["outcome"]>;

/** What became of a question in a session, in words. */
export function useOutcomeNames(): Record<Outcome, string> {
  const { t } = useLingui();
  return { answered: t`answered`, skipped: t`skipped`, left: t`left here`, unreached: t`not reached` };
}
