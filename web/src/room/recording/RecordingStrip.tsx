import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Eye, EyeOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import { announce } from "../../ui/Announcer";
import { Button } from "../../ui/Button";
import { missingOf, Offers } from "./Offers";
import { useTrackNames } from "./names";
import { Picture } from "./Picture";
import type { Recording, RecordingView } from "./recording";
import { StopDialog } from "./StopDialog";
import { useStopText } from "./useStopText";

interface RecordingStripProps {
  recording: Recording;
  isSpoken: boolean;
  /** A dark picture is told, as the person agreed. */
  isWatched: boolean;
}

/** The light: what is recorded right now, in words, with the way to stop it. It says so, too, where nothing is. */
export default function RecordingStrip({ recording, isSpoken, isWatched }: RecordingStripProps) {
  const { t } = useLingui();
  const view = useSyncExternalStore(recording.subscribe, recording.look);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    recording.know(isSpoken, isWatched);
  }, [recording, isSpoken, isWatched]);
  const { agreed, running } = view;
  if (agreed === null || !isWorthALine(view, isSpoken)) return null;
  const missing = missingOf(view);
  return (
    <aside aria-label={t`Recording`} className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[48rem] flex-wrap items-center gap-x-3 px-4 text-label wide:px-6">
        {(running.length > 0 || missing.length === 0) && <Light view={view} />}
        <div className="ms-auto flex items-center gap-1">
          <SelfView recording={recording} isOn={running.includes("camera")} />
          {running.length > 0 && (
            <Button
              look="quiet"
              className="-me-3"
              aria-haspopup="dialog"
              onClick={() => {
                setAsking(true);
              }}
            >
              <span aria-hidden="true" className="wide:hidden">
                <Trans>Stop</Trans>
              </span>
              <span className="sr-only wide:not-sr-only">
                <Trans>Stop recording</Trans>
              </span>
            </Button>
          )}
        </div>
        <Offers recording={recording} view={view} missing={missing} />
      </div>
      {isAsking && (
        <StopDialog
          recording={recording}
          running={running}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </aside>
  );
}

/** Somebody who types and agreed to the recording of a voice only has nothing recorded, and need not read so. */
function isWorthALine({ agreed, stopped }: RecordingView, isSpoken: boolean): boolean {
  return (agreed ?? []).some((track) => track !== "audio" || isSpoken || stopped.audio !== undefined);
}

function Light({ view }: { view: RecordingView }) {
  const { t } = useLingui();
  const namesOf = useTrackNames();
  const stopText = useStopText(view);
  const { running, isOn } = view;
  const names = namesOf(running);
  const isOff = running.length === 0;
  const idle = isOn ? t`Nothing is recorded.` : t`Paused: nothing is recorded.`;
  const said = isOff ? (stopText ?? idle) : t`Recording: ${names}`;
  const beside = isOff ? null : stopText;
  useEffect(() => {
    announce([said, beside].filter(Boolean).join(". "));
  }, [said, beside]);
  return (
    <div data-testid="recording" className="grid min-w-0 flex-[1_1_7rem] gap-1 py-2">
      <p className="flex items-center gap-2 font-[650]">
        {!isOff && <span aria-hidden="true" className="size-3 flex-none rounded-full bg-danger" />}
        {isOff && stopText !== null && <CircleAlert aria-hidden="true" className="flex-none" />}
        <span className={isOff ? "text-ink-2" : "text-danger-ink"}>{said}</span>
      </p>
      {beside !== null && (
        <p className="flex items-center gap-2 text-ink-2">
          <CircleAlert aria-hidden="true" className="flex-none" />
          {beside}
        </p>
      )}
    </div>
  );
}

function SelfView({ recording, isOn }: { recording: Recording; isOn: boolean }) {
  const { t } = useLingui();
  const [isHidden, setHidden] = useState(false);
  if (!isOn) return null;
  const Mark = isHidden ? EyeOff : Eye;
  return (
    <>
      {!isHidden && (
        <Picture
          stream={recording.camera}
          name={t`You, as your camera sees you`}
          isMirrored
          className="my-1 h-9 w-16 wide:h-12 wide:w-21"
        />
      )}
      <Button
        look="quiet"
        className="size-11 flex-none"
        aria-label={isHidden ? t`Show me my picture` : t`Hide my picture from me`}
        onClick={() => {
          setHidden(!isHidden);
        }}
      >
        <Mark aria-hidden="true" />
      </Button>
    </>
  );
}
