import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Timer } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { announce } from "../../ui/Announcer";
import type { QuestionClock } from "../link/protocol";
import { useRemaining } from "./useRemaining";

/**
 * The question's own time: whole minutes, then seconds in the last one. Announced only at one minute and at the end.
 */
export function QuestionTime({ clock }: { clock: QuestionClock }) {
  const { t } = useLingui();
  const seconds = useRemaining(clock);
  const [isHidden, setHidden] = useState(false);
  const before = useRef(seconds);
  const isLast = seconds <= 60 && !isHidden;
  useEffect(() => {
    const last = before.current;
    before.current = seconds;
    if (last > 60 && seconds <= 60 && seconds > 0) announce(t`1 minute left for this question`, true);
    if (last > 0 && seconds <= 0) announce(t`Time is up for this question. Send what you have.`, true);
  }, [seconds, t]);
  return (
    <button
      type="button"
      className={`-mx-2 inline-flex min-h-9 items-center gap-1.5 rounded-control px-2 text-start text-label hover:bg-sunken wide:mx-0 wide:-my-3 wide:min-h-11 wide:whitespace-nowrap ${isLast ? "font-[650] text-danger-ink" : "text-ink-2 hover:text-ink"}`}
      title={isHidden ? t`Show this question’s time` : t`Hide this question’s time`}
      onClick={() => {
        setHidden(!isHidden);
      }}
    >
      <Timer aria-hidden="true" />
      {isHidden ? <Trans>Show this question’s time</Trans> : <Left seconds={seconds} />}
    </button>
  );
}

function Left({ seconds }: { seconds: number }) {
  const minutes = Math.ceil(seconds / 60);
  const whole = Math.ceil(seconds);
  if (seconds <= 0) return <Trans>Time is up for this question</Trans>;
  return seconds > 60 ? (
    <Plural value={minutes} one="# min left for this question" other="# min left for this question" />
  ) : (
    <Plural value={whole} one="# s left for this question" other="# s left for this question" />
  );
}
