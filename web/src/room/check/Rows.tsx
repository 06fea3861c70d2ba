import { Trans, useLingui } from "@lingui/react/macro";
import { Play, RotateCw, Volume2, Wifi } from "lucide-react";

import { Button } from "../../ui/Button";
import { DeviceRow, type Standing } from "./DeviceRow";
import type { LineTest, useLineTest } from "./useLineTest";
import type { SoundState, useSoundTest } from "./useSoundTest";

export function SoundRow({ test }: { test: ReturnType<typeof useSoundTest> }) {
  const { t } = useLingui();
  const words: Record<SoundState, [Standing, string]> = {
    idle: ["open", t`Not checked yet`],
    loading: ["waiting", t`Playing…`],
    playing: ["waiting", t`Playing…`],
    asking: ["waiting", t`Did you hear the sentence?`],
    heard: ["good", t`You can hear me`],
    unheard: ["bad", t`Didn’t hear it`],
    failed: ["bad", t`This browser could not play the sound`],
  };
  const { state } = test;
  const isAsked = state === "playing" || state === "asking";
  return (
    <DeviceRow
      icon={Volume2}
      name={t`Sound`}
      standing={words[state][0]}
      word={words[state][1]}
      hint={
        state === "unheard" || state === "failed" ? (
          <Trans>
            Turn the volume up. On a phone, turn off silent mode. Check that the sound isn’t going to other headphones
            or another screen. You can also read along: everything I say is shown as text.
          </Trans>
        ) : null
      }
      action={
        isAsked ? (
          <>
            <Button
              onClick={() => {
                test.say(true);
              }}
            >
              <Trans>I heard it</Trans>
            </Button>
            <Button
              onClick={() => {
                test.say(false);
              }}
            >
              <Trans>I didn’t hear it</Trans>
            </Button>
          </>
        ) : (
          <Button onClick={test.play} isOff={state === "loading"}>
            <Play aria-hidden="true" className="flips" />
            {state === "idle" ? <Trans>Play a sentence</Trans> : <Trans>Play it again</Trans>}
          </Button>
        )
      }
    />
  );
}

export function LineRow({ test }: { test: ReturnType<typeof useLineTest> }) {
  const { t } = useLingui();
  const words: Record<LineTest, [Standing, string]> = {
    measuring: ["waiting", t`Measuring…`],
    good: ["good", t`Good`],
    slow: ["bad", t`Slow: typing is more reliable`],
    lost: ["bad", t`Lost`],
  };
  return (
    <DeviceRow
      icon={Wifi}
      name={t`Connection`}
      standing={words[test.state][0]}
      word={words[test.state][1]}
      hint={test.state === "lost" ? <Trans>The server can’t be reached. Your link still works.</Trans> : null}
      action={
        (test.state === "slow" || test.state === "lost") && (
          <Button onClick={test.again}>
            <RotateCw aria-hidden="true" />
            <Trans>Try again</Trans>
          </Button>
        )
      }
    />
  );
}
