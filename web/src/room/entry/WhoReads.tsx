import { Trans } from "@lingui/react/macro";

import type { Interview } from "../link/protocol";

/** Whether people decide about a person because of the interview: only in hiring. */
export const isDecided = ({ purpose = "HIRING" }: Interview) => purpose === "HIRING";

/** Whether answers are judged. In a study, the answers themselves are the result. */
export const isJudged = ({ purpose = "HIRING" }: Interview) => purpose !== "RESEARCH";

/** Says who reads the answers and, in hiring, decides. */
export function WhoReads({ interview }: { interview: Interview }) {
  const organization = interview.organizationName;
  if (isDecided(interview))
    return organization ? (
      <Trans>A person at {organization} reads your answers and decides.</Trans>
    ) : (
      <Trans>A person reads your answers and decides.</Trans>
    );
  return organization ? (
    <Trans>People at {organization} read your answers.</Trans>
  ) : (
    <Trans>People read your answers.</Trans>
  );
}
