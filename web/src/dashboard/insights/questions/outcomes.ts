import { useLingui } from "@lingui/react/macro";

import type { SessionsBehind } from "../range";

export type Outcome = NonNullable<SessionsBehind["outcome"]>;

/** Names for the possible outcomes of a question in a session. */
export function useOutcomeNames(): Record<Outcome, string> {
  const { t } = useLingui();
  return { answered: t`answered`, skipped: t`skipped`, left: t`left here`, unreached: t`not reached` };
}
