import { Trans } from "@lingui/react/macro";

import type { Kind } from "./useRehearsal";

/** The name of a generic candidate. */
export function KindName({ kind }: { kind: Kind }) {
  switch (kind) {
    case "STRONG":
      return <Trans>Strong</Trans>;
    case "VAGUE":
      return <Trans>Vague</Trans>;
    case "SILENT":
      return <Trans>Silent</Trans>;
    case "OFF_TOPIC":
      return <Trans>Off topic</Trans>;
    case "HOSTILE":
      return <Trans>Hostile</Trans>;
    case "INJECTING":
      return <Trans>Gives orders to the AI</Trans>;
  }
}

/** How the interview with a generic candidate ended. */
export function EndWord({ end }: { end: string }) {
  switch (end) {
    case "FINISHED":
      return <Trans>Finished</Trans>;
    case "TIME_LIMIT":
      return <Trans>Time ran out</Trans>;
    case "NO_ANSWER":
      return <Trans>Ended without an answer</Trans>;
    case "CANDIDATE_ENDED":
      return <Trans>Ended by the candidate</Trans>;
    default:
      return <Trans>Never ends</Trans>;
  }
}
