import { useLingui } from "@lingui/react/macro";

import type { EntryState } from "../link/protocol";

/** The heading of the page of a link that doesn’t lead to the start of an interview. */
export function useHeading(state: EntryState): string {
  const { t } = useLingui();
  const headings: Record<EntryState, string> = {
    new: t`Welcome`,
    resumable: t`Welcome back`,
    completed: t`You’ve finished this interview`,
    time_is_up: t`Time is up for this interview`,
    closed: t`This interview is closed`,
    not_ready: t`This interview isn’t ready yet`,
    invite_only: t`You need a personal link`,
    full: t`This interview is full right now`,
    test: t`This is a test interview`,
    withdrawn: t`You’ve withdrawn from this interview`,
    expired: t`This invitation has expired`,
    revoked: t`This invitation was withdrawn`,
    erased: t`Your data has been erased`,
    unknown: t`We can’t find this interview`,
  };
  return headings[state];
}
