import { Trans, useLingui } from "@lingui/react/macro";
import { Mic } from "lucide-react";
import { useEffect, useRef } from "react";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { DeviceSelects } from "../voice/DeviceSelects";
import { heightOf } from "../voice/audio/levels";
import type { VoiceWishes } from "../voice/wishes";
import { Blocked } from "./Blocked";
import { DeviceRow, type Standing } from "./DeviceRow";
import type { MicrophoneTest, useMicrophoneTest } from "./useMicrophoneTest";

interface MicrophoneRowProps {
  test: ReturnType<typeof useMicrophoneTest>;
  wishes: VoiceWishes;
  onWish: (part: Partial<VoiceWishes>) => void;
}

export function MicrophoneRow({ test, wishes, onWish }: MicrophoneRowProps) {
  const { t } = useLingui();
  const { state, loudness } = test;
  const words: Record<MicrophoneTest, [Standing, string]> = {
    idle: ["open", t`Not checked yet`],
    asking: ["waiting", t`Your browser is asking for permission. Choose “Allow”.`],
    open: ["waiting", t`No sound yet. Say something.`],
    silent: ["bad", t`Connected, but no sound yet`],
    blocked: ["bad", t`Blocked in this browser`],
    missing: ["bad", t`No microphone found`],
    lost: ["bad", t`In use by another program, or unplugged`],
    insecure: ["bad", t`Needs a secure page`],
  };
  const heard: [Standing, string] = loudness === "good" ? ["good", t`Good`] : ["bad", t`Too quiet`];
  const [standing, word] = state === "open" && loudness !== "nothing" ? heard : words[state];
  const isOpen = state === "open" || state === "silent";
  return (
    <DeviceRow
      icon={Mic}
      name={t`Microphone`}
      standing={standing}
      word={word}
      hint={<MicrophoneHint state={state} isQuiet={isOpen && loudness === "quiet"} />}
      action={
        isOpen ? (
          <RecordButton test={test} />
        ) : (
          state !== "insecure" && (
            <Button onClick={test.open} isOff={state === "asking"}>
              {state === "idle" || state === "asking" ? <Trans>Check my microphone</Trans> : <Trans>Try again</Trans>}
            </Button>
          )
        )
      }
    >
      {isOpen && (
        <>
          <LevelBar level={test.level} />
          {test.caption !== null && (
            <p data-testid="caption">
              <span className="text-label text-ink-2">
                <Trans>I heard:</Trans>
              </span>
              <Gap />
              <span dir="auto" className="font-voice">
                {test.caption}
              </span>
            </p>
          )}
          <DeviceSelects
            wishes={wishes}
            version={state}
            onWish={(part) => {
              onWish(part);
              if (part.microphone !== undefined) test.choose(part.microphone);
            }}
          />
        </>
      )}
    </DeviceRow>
  );
}

function MicrophoneHint({ state, isQuiet }: { state: MicrophoneTest; isQuiet: boolean }) {
  if (isQuiet) return <Trans>You’re hard to hear. Move closer to the microphone, or choose another one below.</Trans>;
  switch (state) {
    case "blocked":
      return <Blocked device="microphone" />;
    case "missing":
      return (
        <Trans>
          Plug in a microphone or a headset, and try again. Or continue by typing: the questions are the same.
        </Trans>
      );
    case "lost":
      return (
        <Trans>Another program may be using the microphone. Close that program, or plug the microphone in again.</Trans>
      );
    case "silent":
      return (
        <Trans>Is your microphone muted? Look for a switch on the headset, or check the system’s sound settings.</Trans>
      );
    case "insecure":
      return (
        <Trans>
          This page isn’t secure (HTTP), so your browser won’t allow the microphone. Continue by typing, or ask for a
          link that begins with https.
        </Trans>
      );
    default:
      return null;
  }
}

function RecordButton({ test }: { test: ReturnType<typeof useMicrophoneTest> }) {
  const { recording } = test;
  return (
    <Button onClick={test.record} isOff={recording === "recording" || recording === "playing"}>
      {recording === "recording" ? (
        <Trans>Recording 3 seconds…</Trans>
      ) : recording === "playing" ? (
        <Trans>Playing your voice…</Trans>
      ) : recording === "played" ? (
        <Trans>Hear yourself again</Trans>
      ) : (
        <Trans>Hear yourself</Trans>
      )}
    </Button>
  );
}

/** The current loudness. The text next to it says the same. */
function LevelBar({ level }: { level: { current: number } }) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (bar.current !== null) bar.current.style.inlineSize = `${heightOf(level.current) * 100}%`;
    }, 80);
    return () => {
      clearInterval(timer);
    };
  }, [level]);
  return (
    <div aria-hidden="true" className="h-3 overflow-hidden rounded-full border border-line-strong bg-sunken">
      <div ref={bar} className="h-full w-0 bg-marigold-line" />
    </div>
  );
}
