import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Eye, EyeOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import { announce } from "../../ui/Announcer";
import { Button } from "../../ui/Button";
import { Chip } from "../status/Chip";
import type { Recording, RecordingView } from "./capture/recording";
import { useTrackNames } from "./names";
import { missingOf, Offers } from "./Offers";
import { Picture } from "./Picture";
import { StopDialog } from "./StopDialog";
import { stoppedOf, useStopText } from "./useStopText";

interface RecordingChipsProps {
  recording: Recording;
  isSpoken: boolean;
  /** Whether a dark picture is reported, as the person agreed. */
  isWatched: boolean;
}

/** Says what is being recorded, if anything, with a button to stop it. */
export default function RecordingChips({ recording, isSpoken, isWatched }: RecordingChipsProps) {
  const view = useSyncExternalStore(recording.subscribe, recording.look);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    recording.know(isSpoken, isWatched);
  }, [recording, isSpoken, isWatched]);
  const { agreed, running } = view;
  if (agreed === null || !isWorthAChip(view, isSpoken)) return null;
  const missing = missingOf(view);
  return (
    <>
      {(running.length > 0 || missing.length === 0) && (
        <Light
          recording={recording}
          view={view}
          onStop={() => {
            setAsking(true);
          }}
        />
      )}
      <Offers recording={recording} view={view} missing={missing} />
      {isAsking && (
        <StopDialog
          recording={recording}
          running={running}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

/** Candidates who type and agreed only to audio have nothing recorded, and need no note about it. */
function isWorthAChip({ agreed, stopped }: RecordingView, isSpoken: boolean): boolean {
  return (agreed ?? []).some((track) => track !== "audio" || isSpoken || stopped.audio !== undefined);
}

interface LightProps {
  recording: Recording;
  view: RecordingView;
  onStop: () => void;
}

function Light({ recording, view, onStop }: LightProps) {
  const { t } = useLingui();
  const namesOf = useTrackNames();
  const stopText = useStopText(view);
  const [isHidden, setHidden] = useState(false);
  const { running, isOn } = view;
  const names = namesOf(running);
  const isOff = running.length === 0;
  const idle = isOn ? t`Nothing is being recorded.` : t`Paused: nothing is being recorded.`;
  const said = isOff ? (stopText ?? idle) : t`Recording: ${names}`;
  const beside = isOff ? null : stopText;
  const stoppedNames = namesOf(stoppedOf(view));
  const stopShort = t`Stopped: ${stoppedNames}`;
  const hasCamera = running.includes("camera");
  useEffect(() => {
    announce([said, beside].filter(Boolean).join(". "));
  }, [said, beside]);
  return (
    <>
      <Chip
        label={said}
        {...(isOff ? stopText !== null && { short: t`Recording stopped` } : { short: t`REC` })}
        testId="recording"
        isUrgent={!isOff}
        icon={
          isOff ? (
            stopText !== null && <CircleAlert aria-hidden="true" />
          ) : (
            <span aria-hidden="true" className="size-3 flex-none rounded-full bg-danger" />
          )
        }
      >
        {() => (
          <>
            {hasCamera && <SelfView recording={recording} isHidden={isHidden} onHide={setHidden} />}
            {isOff ? (
              <p className="text-ink-2">
                <Trans>The interview continues either way.</Trans>
              </p>
            ) : (
              <Button aria-haspopup="dialog" className="justify-self-start" onClick={onStop}>
                <Trans>Stop recording</Trans>
              </Button>
            )}
          </>
        )}
      </Chip>
      {hasCamera && !isHidden && (
        <Picture
          stream={recording.camera}
          name={t`Your camera view`}
          isMirrored
          className="hidden h-7 w-12 flex-none wide:block"
        />
      )}
      {beside !== null && (
        <Chip label={beside} short={stopShort} icon={<CircleAlert aria-hidden="true" />}>
          {() => (
            <p className="text-ink-2">
              <Trans>The interview continues either way.</Trans>
            </p>
          )}
        </Chip>
      )}
    </>
  );
}

interface SelfViewProps {
  recording: Recording;
  isHidden: boolean;
  onHide: (isHidden: boolean) => void;
}

function SelfView({ recording, isHidden, onHide }: SelfViewProps) {
  const { t } = useLingui();
  const Mark = isHidden ? Eye : EyeOff;
  return (
    <div className="grid justify-items-start gap-2">
      {!isHidden && (
        <Picture stream={recording.camera} name={t`Your camera view`} isMirrored className="aspect-video w-full" />
      )}
      <Button
        look="quiet"
        className="-ms-3"
        onClick={() => {
          onHide(!isHidden);
        }}
      >
        <Mark aria-hidden="true" />
        {isHidden ? <Trans>Show self-view</Trans> : <Trans>Hide self-view</Trans>}
      </Button>
    </div>
  );
}
