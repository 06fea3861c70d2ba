import { Trans, useLingui } from "@lingui/react/macro";
import {
  Check,
  Ellipsis,
  Flag,
  Hourglass,
  type LucideIcon,
  MessageSquareText,
  Mic,
  MicOff,
  Pause,
  PenLine,
  RotateCw,
  SkipForward,
  Volume2,
  WifiOff,
} from "lucide-react";

import { timeOfDay } from "../conversation/format";
import type { RoomModel } from "../link/reducer";
import type { StateName } from "./states";
import type { ShownState } from "./useStateText";

/** Shape and fill show the state without color, too: filled, outlined, dashed. */
const DOTS = {
  own: "bg-marigold text-on-marigold outline-[1.5px] outline-marigold-line",
  ai: "bg-petrol text-on-petrol",
  still: "bg-surface text-ink inset-ring-2 inset-ring-ink",
  rest: "bg-marigold-soft text-marigold-ink inset-ring-2 inset-ring-marigold-line",
  lost: "border-2 border-dashed border-ink bg-surface text-ink",
} as const;

const LOOKS: Record<StateName, [keyof typeof DOTS, LucideIcon]> = {
  connecting: ["lost", Ellipsis],
  connecting_long: ["lost", Ellipsis],
  greeting: ["ai", MessageSquareText],
  typing: ["own", PenLine],
  choosing: ["own", PenLine],
  working: ["own", PenLine],
  working_again: ["own", PenLine],
  thinking: ["still", Ellipsis],
  thinking_long: ["still", Ellipsis],
  minute: ["rest", Hourglass],
  paused: ["still", Pause],
  problem: ["still", Flag],
  asking_skip: ["own", SkipForward],
  closing: ["own", PenLine],
  done: ["still", Check],
  reconnecting: ["lost", WifiOff],
  offline: ["lost", WifiOff],
  back: ["own", RotateCw],
  elsewhere: ["still", Pause],
  taken_over: ["still", Pause],
  refused: ["lost", WifiOff],
  signed_out: ["lost", WifiOff],
  farewell: ["ai", Volume2],
  welcoming: ["ai", Volume2],
  speaking: ["ai", Volume2],
  speaking_muted: ["ai", Volume2],
  listening: ["own", Mic],
  quiet: ["own", Mic],
  hold_to_talk: ["rest", Mic],
  held: ["own", Mic],
  writing_down: ["still", Ellipsis],
  not_saved: ["lost", WifiOff],
  minute_spoken: ["rest", Hourglass],
  muted: ["still", MicOff],
  microphone_asking: ["lost", Mic],
  microphone_lost: ["lost", MicOff],
  microphone_blocked: ["lost", MicOff],
  microphone_missing: ["lost", MicOff],
  microphone_insecure: ["lost", MicOff],
  sound_waiting: ["still", Volume2],
  paused_spoken: ["still", Pause],
  reconnecting_spoken: ["lost", WifiOff],
  back_spoken: ["own", RotateCw],
  voice_full: ["still", MicOff],
  voice_failed: ["lost", MicOff],
};

export function StateDot({ state, className }: { state: StateName; className: string }) {
  const [look, Icon] = LOOKS[state];
  return (
    <span aria-hidden="true" className={`grid flex-none place-items-center rounded-full ${DOTS[look]} ${className}`}>
      <Icon />
    </span>
  );
}

interface StateStripProps {
  state: StateName;
  text: ShownState;
  model: RoomModel;
}

/** The state label. It is announced elsewhere, once, when it is stable. */
export function StateStrip({ state, text, model }: StateStripProps) {
  const { i18n } = useLingui();
  const time = model.savedAt === null ? null : timeOfDay(model.savedAt, i18n.locale);
  return (
    <div className="flex items-center gap-2.5">
      <StateDot state={state} className="size-8 @2xl:size-9" />
      <div data-testid="state" className="min-w-0 flex-1 @2xl:flex @2xl:flex-wrap @2xl:items-baseline @2xl:gap-x-3">
        <p className="text-body leading-tight font-[650] @2xl:text-read">{text.label}</p>
        <p className="text-meta leading-snug text-ink-2 @2xl:text-body">{text.line}</p>
      </div>
      {time !== null && model.line === "open" && model.pending.length === 0 && (
        <p className="hidden items-center gap-1.5 text-meta text-good-ink @2xl:flex">
          <Check aria-hidden="true" />
          <Trans>Everything up to {time} is saved</Trans>
        </p>
      )}
    </div>
  );
}
