import { Trans } from "@lingui/react/macro";
import { ArrowUp, Check, CheckCheck, Mic, RotateCw, Volume2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

import { Button } from "../../ui/Button";
import { copyText } from "../../ui/hooks/copyText";
import type { StateName } from "../status/names";
import type { SpokenDockProps } from "./SpokenDock";
import type { SpokenPrimary, SpokenSecond } from "./stateTable";
import { wishOf } from "./SpokenTools";
import { useSpokenPrimary } from "./useSpokenPrimary";
import { useTyping } from "./useTyping";

/**
 * In these states, push-to-talk stays pressed until the candidate lets go: the microphone is open, and what is said is
 * stored. Without a connection, it is sent afterwards.
 */
const STAYS_HELD = new Set<StateName>([
  "connecting",
  "reconnecting_spoken",
  "minute_spoken",
  "speaking",
  "writing_down",
  "not_saved",
  "thinking",
  "thinking_long",
]);

/** The main button, always in the same place. Its label says what happens next. */
export function SpokenPrimaryButton(props: SpokenDockProps) {
  const { state, line } = props;
  const { primary, act } = useSpokenPrimary(props);
  const { isHeld, pushToTalk } = line.model.voice;
  // With push-to-talk, only a release ends an answer.
  const isHold = primary === "hold" || (pushToTalk && (primary === "done" || state === "asking_skip"));
  if (isHold || (isHeld && STAYS_HELD.has(state))) return <HoldButton {...props} />;
  return (
    <Button
      look="main"
      doing={primary}
      isOff={act === undefined}
      className="min-w-0 flex-1 px-3! wide:w-60 wide:flex-none"
      onClick={act}
    >
      <Label action={primary} isFull={state === "voice_full" || state === "voice_failed"} />
    </Button>
  );
}

function HoldButton({ line, voice }: SpokenDockProps) {
  const { isHeld } = line.model.voice;
  const { driver } = voice;
  const isPressed = useRef(false);
  const hold = (isOn: boolean) => {
    isPressed.current = isOn;
    driver?.hold(isOn);
  };
  const release = () => {
    hold(false);
  };
  // A button that leaves the page under the finger reports no release.
  useEffect(
    () => () => {
      if (isPressed.current) driver?.hold(false);
    },
    [driver],
  );
  return (
    <Button
      look="main"
      aria-pressed={isHeld}
      className="min-w-0 flex-1 touch-none px-3! select-none wide:w-60 wide:flex-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        hold(true);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        if ((event.key === " " || event.key === "Enter") && !event.repeat) hold(true);
      }}
      onKeyUp={release}
      onBlur={release}
    >
      <Mic aria-hidden="true" />
      <Trans>Hold to talk</Trans>
    </Button>
  );
}

interface LabelProps {
  action: SpokenPrimary;
  isFull: boolean;
}

function Label({ action, isFull }: LabelProps): ReactNode {
  switch (action) {
    case "done":
    case "wait_done":
      return withIcon(Check, <Trans>I’m done</Trans>);
    case "send":
      return withIcon(ArrowUp, <Trans>Send</Trans>);
    case "start":
      return <Trans>Start now</Trans>;
    case "answer_now":
      return <Trans>Answer now</Trans>;
    case "ready":
      return <Trans>I’m ready</Trans>;
    case "unmute":
      return withIcon(Mic, <Trans>Unmute</Trans>);
    case "microphone":
      return withIcon(Mic, <Trans>Choose a microphone</Trans>);
    case "sound":
      return withIcon(Volume2, <Trans>Continue by voice</Trans>);
    case "microphone_again":
    case "retry":
      return withIcon(RotateCw, <Trans>Try again</Trans>);
    case "finish":
      return withIcon(CheckCheck, <Trans>Nothing to add</Trans>);
    case "type":
      return isFull ? <Trans>Continue by typing</Trans> : <Trans>Type instead</Trans>;
    default:
      return <Trans>One moment</Trans>;
  }
}

function withIcon(Icon: typeof Check, children: ReactNode): ReactNode {
  return (
    <>
      <Icon aria-hidden="true" />
      {children}
    </>
  );
}

/** The second button. On a phone, it is a tile instead, except for actions that only this button offers. */
export function SpokenSecondButton(props: SpokenDockProps & { action: SpokenSecond }) {
  const { action, line, voice } = props;
  const type = useTyping(props);
  const skip = wishOf(props, "skip");
  const caption = line.model.voice.caption?.text ?? "";
  const ask = () => {
    line.request("minute");
  };
  const acts: Record<SpokenSecond, (() => void) | undefined> = {
    minute: ask,
    longer: ask,
    skip: skip.isOff ? undefined : skip.onClick,
    type,
    wait_for_voice: () => voice.driver?.again(),
    voice_again: () => voice.driver?.again(),
    copy: () => void copyText(caption).catch(() => undefined),
    none: undefined,
  };
  const isTile = action === "minute" || action === "longer" || action === "type" || action === "none";
  return (
    <Button
      look="tall"
      doing={action}
      isOff={acts[action] === undefined}
      className={`min-w-0 px-3! ${isTile ? "hidden! wide:inline-flex!" : "flex-1"} wide:w-60 wide:flex-none`}
      onClick={acts[action]}
    >
      <SecondLabel action={action} />
    </Button>
  );
}

function SecondLabel({ action }: { action: SpokenSecond }): ReactNode {
  switch (action) {
    case "longer":
      return <Trans>I need more time</Trans>;
    case "skip":
      return <Trans>Skip anyway</Trans>;
    case "type":
      return <Trans>Type instead</Trans>;
    case "wait_for_voice":
      return <Trans>Wait for voice</Trans>;
    case "voice_again":
      return <Trans>Try voice again</Trans>;
    case "copy":
      return <Trans>Copy my answer</Trans>;
    default:
      return <Trans>Give me a minute</Trans>;
  }
}
