import type { StateName } from "../states";
import { StateDot } from "../StateStrip";
import type { ShownState } from "../useStateText";

/** The one state label of a spoken room. It is announced elsewhere, once, when it stands. */
export function SpokenState({ state, text }: { state: StateName; text: ShownState }) {
  return (
    <div className="flex items-center gap-3">
      <StateDot state={state} className="size-11" />
      <div data-testid="state" className="min-w-0 flex-1">
        <p className="text-lead leading-tight font-[650]">{text.label}</p>
        <p className="text-body leading-snug text-ink-2">{text.line}</p>
      </div>
    </div>
  );
}
