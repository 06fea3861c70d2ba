import { Trans, useLingui } from "@lingui/react/macro";
import {
  Hourglass,
  LogOut,
  type LucideIcon,
  MessageSquareQuote,
  Mic,
  Pause,
  RotateCcw,
  SkipForward,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../ui/Button";
import type { RequestKind } from "./protocol";
import type { StateName } from "./states";
import type { RoomLine } from "./useRoom";

interface ActionsProps {
  line: RoomLine;
  state: StateName;
  onLeave: () => void;
  onSpeak: (() => void) | null;
}

const ACTIVE = new Set<StateName>(["typing", "choosing", "working", "back", "minute", "asking_skip", "closing"]);

/** The wishes by button. They stay where they are while they cannot be had. */
export function Actions({ line, state, onLeave, onSpeak }: ActionsProps) {
  const { t } = useLingui();
  const isOff = !ACTIVE.has(state) || line.model.pending.some((item) => item.refusal === null);
  const wish = (kind: RequestKind) => ({
    isOff,
    onPress: () => {
      line.request(kind);
    },
  });
  if (state === "paused" || state === "problem" || state === "offline") {
    return (
      <Bar>
        <Action icon={LogOut} isOff={false} onPress={onLeave}>
          <Trans>Leave and come back later</Trans>
        </Action>
      </Bar>
    );
  }
  return (
    <Bar label={t`Ask the interviewer`}>
      <Action icon={Hourglass} {...wish("minute")}>
        {state === "minute" ? <Trans>I need longer</Trans> : <Minute />}
      </Action>
      <Action icon={RotateCcw} {...wish("repeat")}>
        <Trans>Repeat</Trans>
      </Action>
      {state !== "closing" && (
        <>
          <Action icon={MessageSquareQuote} {...wish("rephrase")}>
            <Trans>Rephrase</Trans>
          </Action>
          <Action icon={SkipForward} {...wish("skip")}>
            {state === "asking_skip" ? <Trans>Skip anyway</Trans> : <Trans>Skip</Trans>}
          </Action>
        </>
      )}
      {line.model.room?.canGoBack === true && (
        <Action icon={Undo2} {...wish("back")}>
          <Trans>Back</Trans>
        </Action>
      )}
      {line.model.room?.pausesLeft === 0 ? (
        <Action icon={LogOut} isOff={isOff} onPress={onLeave}>
          <Trans>Leave</Trans>
        </Action>
      ) : (
        <Action icon={Pause} {...wish("pause")}>
          <Trans>Pause</Trans>
        </Action>
      )}
      {onSpeak !== null && (
        <Action icon={Mic} isOff={false} onPress={onSpeak}>
          <Speak />
        </Action>
      )}
    </Bar>
  );
}

/** Short where the tiles are narrow. */
function Minute() {
  return (
    <>
      <span className="wide:hidden">
        <Trans>A minute</Trans>
      </span>
      <span className="hidden wide:inline">
        <Trans>Give me a minute</Trans>
      </span>
    </>
  );
}

function Speak() {
  return (
    <>
      <span className="wide:hidden">
        <Trans>Speak</Trans>
      </span>
      <span className="hidden wide:inline">
        <Trans>Speak instead</Trans>
      </span>
    </>
  );
}

function Bar({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <div
      role="group"
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fit,minmax(3.875rem,1fr))] has-[>:nth-child(6)]:grid-cols-3 wide:-ms-2 wide:flex! wide:flex-wrap wide:gap-x-1"
    >
      {children}
    </div>
  );
}

interface ActionProps {
  icon: LucideIcon;
  isOff: boolean;
  onPress: () => void;
  children: ReactNode;
}

function Action({ icon: Icon, isOff, onPress, children }: ActionProps) {
  return (
    <Button
      look="quiet"
      isOff={isOff}
      onClick={onPress}
      className="min-h-13 w-full flex-col gap-0.5! px-0.5! text-meta! off:border-transparent! off:bg-transparent! off:text-ink-3! wide:min-h-11 wide:w-auto wide:flex-none wide:flex-row wide:gap-1.5! wide:px-2! wide:text-body!"
    >
      <Icon aria-hidden="true" className="flips" />
      <span>{children}</span>
    </Button>
  );
}
