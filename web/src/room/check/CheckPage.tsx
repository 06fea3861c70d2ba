import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import { Frame, Heading } from "../page/Frame";
import type { Interview } from "../link/protocol";
import { useAgreed } from "../recording/useAgreed";
import { StepLine } from "../page/StepLine";
import { type Mode, readWishes, type VoiceWishes, writeWishes } from "../voice/wishes";
import { MicrophoneRow } from "./MicrophoneRow";
import { CameraRow, ScreenRow } from "./PictureRows";
import { LineRow, SoundRow } from "./Rows";
import { useLineTest } from "./useLineTest";
import { type MicrophoneTest, useMicrophoneTest } from "./useMicrophoneTest";
import { useSoundTest } from "./useSoundTest";

interface CheckPageProps {
  interview: Interview;
  isBusy: boolean;
  /** Whether candidates who type get a practice question first. */
  hasPractice: boolean;
  onGo: (mode: Mode) => void;
  children?: ReactNode;
}

/** The states in which the microphone can't work until something outside this page changes. */
const BROKEN = new Set<MicrophoneTest>(["blocked", "missing", "lost", "insecure"]);

/** Lets candidates check their devices before the interview. They can always type instead. */
export default function CheckPage({ interview, isBusy, hasPractice, onGo, children }: CheckPageProps) {
  const { t } = useLingui();
  const [wishes, setWishes] = useState<VoiceWishes>(readWishes);
  const sound = useSoundTest();
  const microphone = useMicrophoneTest(wishes.microphone);
  const line = useLineTest();
  const agreed = useAgreed(interview.recording);
  const isHeard = microphone.loudness !== "nothing" && (microphone.state === "open" || microphone.state === "silent");
  const isFull = interview.voice?.hasPlace === false;
  const isTypingMain = isFull || BROKEN.has(microphone.state);
  return (
    <Frame interview={interview} title={t`Check your sound and microphone`}>
      <div className="grid gap-6 pb-12">
        <div className="grid gap-2">
          <StepLine number={2} />
          <Heading takesFocus>
            <Trans>Check your sound and microphone</Trans>
          </Heading>
          <p className="max-w-[60ch] leading-[1.6] text-ink-2">
            <Trans>
              This interview is spoken. Here you can check how well I understand you; nothing you say now is kept. You
              can switch to typing at any time, with the same questions.
            </Trans>
            <Gap />
            <Trans>Use headphones if you can, so that I hear only you.</Trans>
          </p>
        </div>
        {isFull && (
          <Notice ground="warning">
            <Trans>The voice service is busy right now. You can continue by typing, with the same questions.</Trans>
          </Notice>
        )}
        <ul className="rounded-panel border border-line bg-surface px-4 py-5 wide:px-6">
          {interview.voice?.speaks !== false && <SoundRow test={sound} />}
          <MicrophoneRow
            test={microphone}
            wishes={wishes}
            onWish={(part) => {
              const wanted = { ...wishes, ...part };
              setWishes(wanted);
              writeWishes(wanted);
            }}
          />
          {agreed.includes("camera") && <CameraRow withSound={false} />}
          {agreed.includes("screen") && <ScreenRow />}
          <LineRow test={line} />
        </ul>
        {children}
        <div className="grid gap-2">
          <WaysOn
            isTypingMain={isTypingMain}
            hasVoice={microphone.state !== "insecure"}
            isHeard={isHeard}
            isFull={isFull}
            isBusy={isBusy}
            onGo={onGo}
          />
          {hasPractice && (
            <p className="max-w-[60ch] text-label text-ink-2">
              <Trans>
                If you type, you get a practice question first. If you speak, you can practice here: say a few words and
                see what I understand.
              </Trans>
            </p>
          )}
        </div>
      </div>
    </Frame>
  );
}

interface WaysOnProps extends Pick<CheckPageProps, "isBusy" | "onGo"> {
  /** Whether typing is the way on, because voice doesn't work now. */
  isTypingMain: boolean;
  hasVoice: boolean;
  isHeard: boolean;
  isFull: boolean;
}

function WaysOn({ isTypingMain, hasVoice, isHeard, isFull, isBusy, onGo }: WaysOnProps) {
  const hasReason = hasVoice && (isFull || !isHeard);
  const doing = isTypingMain ? "typing" : "voice";
  const speak = hasVoice && (
    <Button
      key="voice"
      look={isTypingMain ? "tall" : "main"}
      doing={doing}
      isOff={isBusy || !isHeard}
      aria-describedby={hasReason ? "check-why" : undefined}
      onClick={() => {
        onGo("voice");
      }}
    >
      {isBusy ? <Trans>Starting…</Trans> : <Trans>Start the interview</Trans>}
    </Button>
  );
  const type = (
    <Button
      key="typing"
      look={isTypingMain ? "main" : "tall"}
      doing={doing}
      isOff={isBusy}
      onClick={() => {
        onGo("typing");
      }}
    >
      {isTypingMain ? <Trans>Continue by typing</Trans> : <Trans>Type instead</Trans>}
    </Button>
  );
  return (
    <>
      <div className="flex flex-col gap-3 wide:flex-row">{isTypingMain ? [type, speak] : [speak, type]}</div>
      {hasReason && (
        <p id="check-why" className="text-label text-ink-2">
          {isFull ? (
            <Trans>You can speak as soon as the voice service is free.</Trans>
          ) : (
            <Trans>You can start the interview as soon as I can hear you.</Trans>
          )}
        </p>
      )}
    </>
  );
}
