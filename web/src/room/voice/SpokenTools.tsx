import { Trans, useLingui } from "@lingui/react/macro";
import { Hourglass, Keyboard, type LucideIcon, Menu, Mic, MicOff, Pause, RotateCcw, Settings2 } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../ui/Button";
import type { RequestKind } from "../link/protocol";
import type { SpokenDockProps } from "./SpokenDock";
import { SPOKEN } from "./stateTable";
import { useTyping } from "./useTyping";

/** The handler of a request's button, and whether it is off now. */
export function wishOf({ line, state }: Pick<SpokenDockProps, "line" | "state">, kind: RequestKind) {
  const isWaiting = line.model.pending.some((item) => item.frame.type === "request");
  return {
    isOff: !SPOKEN[state].canAsk || isWaiting,
    onClick: () => {
      line.request(kind);
    },
  };
}

function useMute({ line, voice, state }: SpokenDockProps) {
  const { isMuted } = line.model.voice;
  return {
    isMuted,
    isOff: !SPOKEN[state].canMute,
    onClick: () => voice.driver?.mute(!isMuted),
  };
}

/** In narrow buttons, labels break between words and never within one. */
const WHOLE = "px-3! wrap-break-word";

/** Mute and typing, on the left of a wide screen. */
export function SpokenTools(props: SpokenDockProps) {
  const { isMuted, ...mute } = useMute(props);
  const type = useTyping(props);
  return (
    <div className="hidden gap-2 wide:flex spacious:order-1">
      <Button aria-pressed={isMuted} className={WHOLE} {...mute}>
        {isMuted ? <MicOff aria-hidden="true" /> : <Mic aria-hidden="true" />}
        {isMuted ? <Trans>Unmute</Trans> : <Trans>Mute</Trans>}
      </Button>
      <Button className={WHOLE} onClick={type}>
        <Keyboard aria-hidden="true" />
        <Trans>Type instead</Trans>
      </Button>
      <Small isOff={false} onClick={props.onMore} isDialog>
        <Settings2 aria-hidden="true" />
        <Trans>More</Trans>
      </Small>
    </div>
  );
}

/** The smaller requests, on the right of a wide screen. */
export function SpokenWishes(props: SpokenDockProps) {
  const { state, line, onLeave } = props;
  const { t } = useLingui();
  return (
    <div
      role="group"
      aria-label={t`Ask the interviewer`}
      className="-me-2 hidden justify-end wide:flex spacious:order-3"
    >
      <Small {...wishOf(props, "repeat")}>
        <RotateCcw aria-hidden="true" className="flips" />
        <Trans>Repeat</Trans>
      </Small>
      {state !== "closing" && (
        <>
          <Small {...wishOf(props, "rephrase")}>
            <Trans>Rephrase</Trans>
          </Small>
          <Small {...wishOf(props, "skip")}>
            <Trans>Skip</Trans>
          </Small>
        </>
      )}
      {line.model.room?.pausesLeft === 0 ? (
        <Small isOff={false} onClick={onLeave}>
          <Trans>Leave</Trans>
        </Small>
      ) : (
        <Small {...wishOf(props, "pause")}>
          <Pause aria-hidden="true" />
          <Trans>Pause</Trans>
        </Small>
      )}
    </div>
  );
}

interface SmallProps {
  isOff: boolean;
  onClick: () => void;
  isDialog?: boolean;
  children: ReactNode;
}

function Small({ isDialog = false, ...rest }: SmallProps) {
  return (
    <Button
      look="quiet"
      aria-haspopup={isDialog ? "dialog" : undefined}
      className="gap-1.5! px-2.5! whitespace-nowrap off:border-transparent! off:bg-transparent! off:text-ink-3!"
      {...rest}
    />
  );
}

/** Tiles on a phone for everything that must be one press away. */
export function SpokenTiles(props: SpokenDockProps) {
  const { isMuted, ...mute } = useMute(props);
  const type = useTyping(props);
  return (
    <div className="flex wide:hidden">
      <Tile icon={isMuted ? MicOff : Mic} isPressed={isMuted} {...mute}>
        {isMuted ? <Trans>Unmute</Trans> : <Trans>Mute</Trans>}
      </Tile>
      <Tile icon={Hourglass} {...wishOf(props, "minute")}>
        {props.state === "minute_spoken" ? <Trans>Longer</Trans> : <Trans>A minute</Trans>}
      </Tile>
      <Tile icon={RotateCcw} {...wishOf(props, "repeat")}>
        <Trans>Repeat</Trans>
      </Tile>
      <Tile icon={Keyboard} isOff={false} onClick={type}>
        <Trans>Type</Trans>
      </Tile>
      <Tile icon={Menu} isOff={false} onClick={props.onMore} isDialog>
        <Trans>More</Trans>
      </Tile>
    </div>
  );
}

interface TileProps extends SmallProps {
  icon: LucideIcon;
  isPressed?: boolean;
}

function Tile({ icon: Icon, isPressed, isDialog = false, children, ...rest }: TileProps) {
  return (
    <Button
      look="quiet"
      aria-pressed={isPressed}
      aria-haspopup={isDialog ? "dialog" : undefined}
      className="min-h-13 min-w-0 flex-1 flex-col gap-0.5! px-0.5! text-meta! off:border-transparent! off:bg-transparent! off:text-ink-3!"
      {...rest}
    >
      <Icon aria-hidden="true" className="flips" />
      <span>{children}</span>
    </Button>
  );
}
