import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { minutesLeft, type Warning, warningAt } from "./clock";
import type { Clock, Interview } from "../link/protocol";
import type { StateName } from "./states";
import { useRemaining } from "./useRemaining";
import type { RoomLine } from "../link/useRoom";

interface TimeWarningProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
}

const QUIET = new Set<StateName>(["paused", "problem", "closing", "done", "connecting", "connecting_long", "offline"]);

/** A warning shown in addition to the state, never instead of it. */
export function TimeWarning(props: TimeWarningProps) {
  const clock = props.line.model.room?.clock ?? null;
  return clock !== null && !QUIET.has(props.state) && <Due {...props} clock={clock} />;
}

function Due({ line, interview, clock }: TimeWarningProps & { clock: Clock }) {
  const seconds = useRemaining(clock);
  const [read, setRead] = useState<Warning>("none");
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
          <Trans>Finish your current thought. Everything you’ve sent is saved.</Trans>
        ) : (
          <Trans>There’s time for this answer and perhaps one more question.</Trans>
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
