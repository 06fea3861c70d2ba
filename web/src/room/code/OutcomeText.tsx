import { Trans, useLingui } from "@lingui/react/macro";

import type { RunOutcome } from "../link/protocol";

/** How a run ended, in a sentence. */
export function OutcomeText({ outcome, milliseconds }: { outcome: RunOutcome; milliseconds: number }) {
  const { i18n } = useLingui();
  const seconds = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 2 }).format(milliseconds / 1000);
  switch (outcome) {
    case "ok":
      return <Trans>Ended without an error after {seconds} s.</Trans>;
    case "error":
      return <Trans>Ended with an error after {seconds} s.</Trans>;
    case "timeout":
      return <Trans>Stopped after {seconds} s, the time limit. Check for an infinite loop.</Trans>;
    case "memory":
      return <Trans>Stopped: your code needed more memory than is available here.</Trans>;
    case "stopped":
      return <Trans>You stopped your code after {seconds} s.</Trans>;
  }
}
