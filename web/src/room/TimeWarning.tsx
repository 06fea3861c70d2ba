import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { minutesLeft, type Warning, warningAt } from "./clock";
import type { Interview } from "./protocol";
import type { StateName } from "./states";
import { useRemaining } from "./useRemaining";
import type { RoomLine } from "./useRoom";

interface TimeWarningProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  now: number;
}

const QUIET = new Set<StateName>(["paused", "problem", "closing", "done", "connecting", "connecting_long", "offline"]);

/** Said over a state, never instead of one. */
export function TimeWarning({ line, interview, state, now }: TimeWarningProps) {
  const clock = line.model.room?.clock ?? null;
  const seconds = useRemaining(clock, now);
  const [read, setRead] = useState<Warning>("none");
  if (clock === null || seconds === null || QUIET.has(state)) return null;
  const limit = interview.timeLimitMinutes ?? null;
  const warning = warningAt(seconds, limit === null ? null : limit * 60);
  if (warning === "none" || warning === read) return null;
  const minutes = minutesLeft(seconds);
  return (
    <Notice ground="warning" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="min-w-0 flex-[1_1_16rem]">
        <strong className="block font-[650]">
          <Plural value={minutes} one="About # minute left" other="About # minutes left" />
        </strong>
        {warning === "last_minute" ? (
          <Trans>Finish this thought. What you have sent is saved.</Trans>
        ) : (
          <Trans>Time for this answer and perhaps one more question.</Trans>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {clock.canExtend && (
          <Button
            className="text-ink"
            isOff={line.model.line !== "open"}
            onClick={() => {
              line.request("extend");
            }}
          >
            <Trans>I need 5 more minutes</Trans>
          </Button>
        )}
        <Button
          look="quiet"
          className="text-marigold-ink!"
          onClick={() => {
            setRead(warning);
          }}
        >
          <Trans>OK</Trans>
        </Button>
      </div>
    </Notice>
  );
}
