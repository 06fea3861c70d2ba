import { Trans } from "@lingui/react/macro";
import { SignalHigh, SignalLow, WifiOff } from "lucide-react";

import type { RoomModel } from "../link/reducer";
import { SLOW_MILLISECONDS } from "./frames";

/** The quality of the connection, as a word and a shape. */
export function Meter({ model, className = "flex" }: { model: RoomModel; className?: string }) {
  const isLost = model.line !== "open";
  const isSlow = (model.roundTrip ?? 0) > SLOW_MILLISECONDS;
  const Icon = isLost ? WifiOff : isSlow ? SignalLow : SignalHigh;
  return (
    <p className={`items-center gap-1.5 text-meta text-ink-2 ${className}`}>
      <Icon aria-hidden="true" />
      {isLost ? (
        <Trans>Connection lost</Trans>
      ) : isSlow ? (
        <Trans>Slow: typing is more reliable</Trans>
      ) : (
        <Trans>Good connection</Trans>
      )}
    </p>
  );
}
