import type { RoomModel } from "../link/reducer";
import type { StateName } from "../status/states";
import { StateDot } from "../status/StateStrip";
import type { ShownState } from "../status/useStateText";
import { Meter } from "./Meter";

/** The states that already say how the connection is, or have no voice to send. */
const NO_METER = new Set<StateName>(["connecting", "connecting_long", "voice_full", "voice_failed"]);

interface SpokenStateProps {
  state: StateName;
  text: ShownState;
  model: RoomModel;
}

/** The state label of a spoken room. It is announced elsewhere, once, when it is stable. */
export function SpokenState({ state, text, model }: SpokenStateProps) {
  return (
    <div className="flex items-center gap-3">
      <StateDot state={state === "closing" ? "listening" : state} className="size-11" />
      <div data-testid="state" className="min-w-0 flex-1">
        <p className="text-lead leading-tight font-[650]">{text.label}</p>
        <p className="text-body leading-snug text-ink-2">{text.line}</p>
      </div>
      {model.line === "open" && !NO_METER.has(state) && <Meter model={model} className="hidden flex-none wide:flex" />}
    </div>
  );
}
