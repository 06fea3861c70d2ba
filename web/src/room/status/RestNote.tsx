import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";

import { announce } from "../../ui/Announcer";
import { Gap } from "../../ui/language/Gap";
import type { RoomModel } from "../link/reducer";
import type { StateName } from "./states";
import { useCountdown } from "./useRemaining";

interface RestNoteProps {
  model: RoomModel;
  state: StateName;
}

/** How long a pause may still last, and how many are left. Announced only for its last minute. */
export function RestNote({ model, state }: RestNoteProps) {
  const { t } = useLingui();
  const { room } = model;
  const left = useCountdown(room?.pauseRemainingSeconds ?? room?.pauseSeconds ?? null, room, model.roomSince);
  const isPaused = (state === "paused" || state === "paused_spoken") && left !== null;
  const isLastMinute = isPaused && left <= 60;
  useEffect(() => {
    if (isLastMinute) announce(t`The pause ends in a minute. Then the clock starts again.`, true);
  }, [isLastMinute, t]);
  if (!isPaused) return null;
  const minutes = Math.ceil(left / 60);
  const seconds = Math.ceil(left);
  return (
    <p className="text-label text-ink-2" data-testid="pause">
      {left > 60 ? (
        <Plural
          value={minutes}
          one="The clock starts again automatically in # minute."
          other="The clock starts again automatically in # minutes."
        />
      ) : (
        <Plural
          value={seconds}
          one="The clock starts again automatically in # second."
          other="The clock starts again automatically in # seconds."
        />
      )}
      <Gap />
      {room !== null && <PausesLeft count={room.pausesLeft} />}
    </p>
  );
}

function PausesLeft({ count }: { count: number }) {
  return count === 0 ? (
    <Trans>This is your last pause. You can still leave and come back with your link.</Trans>
  ) : (
    <Plural value={count} one="You have # pause left." other="You have # pauses left." />
  );
}
