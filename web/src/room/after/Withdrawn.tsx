import { EntryWall } from "../entry/EntryWall";
import type { Interview } from "../link/protocol";

interface WithdrawnProps {
  interview: Interview;
  onGo: (step: "review" | "rights" | "yourself") => void;
}

/** The candidate withdrew on another page, so no report is written and nothing can be corrected. */
export function Withdrawn({ interview, onGo }: WithdrawnProps) {
  const nothing = { participant: null, consent: null, disclosure: null, progress: null, endedAt: null };
  const over = { adjustments: [], canReview: false, reviewUntil: null, hasData: true, typesOnly: false, receipt: null };
  return (
    <EntryWall
      entry={{ state: "withdrawn", interview, ...nothing, ...over }}
      takesFocus
      isBusy={false}
      onResume={() => undefined}
      onGo={onGo}
    />
  );
}
