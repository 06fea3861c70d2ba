import { Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import { deadline } from "../conversation/format";
import type { Entry } from "../link/protocol";

interface AfterTheEndProps {
  entry: Entry;
  onGo: (step: "review" | "rights" | "yourself") => void;
}

/** The actions that a person still has after the interview. Before its end, they can only see their data. */
export default function AfterTheEnd({ entry, onGo }: AfterTheEndProps) {
  const { i18n } = useLingui();
  const until = entry.reviewUntil ? deadline(entry.reviewUntil, i18n.locale) : null;
  const { canReview, state } = entry;
  const isFinished = state === "completed" || state === "time_is_up";
  const isMain = !canReview && (isFinished || state === "withdrawn");
  return (
    <>
      {canReview && until !== null && (
        <p>
          <Trans>You can correct your transcript until {until} (your time).</Trans>
        </p>
      )}
      <div className="flex w-full flex-col gap-3 wide:flex-row">
        {canReview && (
          <Button
            look="main"
            onClick={() => {
              onGo("review");
            }}
          >
            <Trans>Check the transcript</Trans>
          </Button>
        )}
        <Button
          look={isMain ? "main" : isFinished ? "tall" : "quiet"}
          className={isMain || isFinished ? "" : "-ms-3 self-start"}
          onClick={() => {
            onGo("rights");
          }}
        >
          <Trans>Your data and your rights</Trans>
        </Button>
        {isFinished && entry.interview?.asksSelfIdentification && (
          <Button
            look="tall"
            onClick={() => {
              onGo("yourself");
            }}
          >
            <Trans>About yourself (optional)</Trans>
          </Button>
        )}
      </div>
    </>
  );
}
