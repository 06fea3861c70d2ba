import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Eye, EyeOff, MonitorUp, RotateCw } from "lucide-react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";

import { announce } from "../../ui/Announcer";
import { Button } from "../../ui/Button";
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
  return (
    <aside aria-label={t`Recording`} className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[48rem] flex-wrap items-center gap-x-3 px-4 text-label wide:px-6">
        <Light view={view} />
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
              <Trans>Stop recording</Trans>
            </Button>
          )}
        </div>
        <Offers recording={recording} view={view} />
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
  const said =
    running.length > 0
      ? t`Recording: ${names}`
      : (stopText ?? (isOn ? t`Nothing is recorded.` : t`Paused: nothing is recorded.`));
  useEffect(() => {
    announce(said);
  }, [said]);
  return (
    <p data-testid="recording" className="flex min-w-0 flex-[1_1_10rem] items-center gap-2 py-2 font-[650]">
      {running.length > 0 ? (
        <span aria-hidden="true" className="size-3 flex-none rounded-full bg-danger" />
      ) : (
        stopText !== null && <CircleAlert aria-hidden="true" className="flex-none" />
      )}
      <span className={running.length > 0 ? "text-danger-ink" : "text-ink-2"}>{said}</span>
    </p>
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
          className="h-9 w-16 wide:h-14 wide:w-25"
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

/** What was agreed to and is missing: it is offered, and never asked for twice. */
function Offers({
  recording,
  view: { agreed, camera, screen, stopped, running, isOn },
}: {
  recording: Recording;
  view: RecordingView;
}) {
  if (!isOn) return null;
  const wants = (track: "camera" | "screen") =>
    agreed?.includes(track) === true && stopped[track] === undefined && !running.includes(track);
  const hasScreens = "mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices;
  return (
    <>
      {wants("camera") && camera !== "on" && camera !== "off" && (
        <Offer
          action={
            camera !== "asking" &&
            camera !== "insecure" && (
              <Button
                look="quiet"
                onClick={() => {
                  recording.openCamera();
                }}
              >
                <RotateCw aria-hidden="true" />
                <Trans>Try again</Trans>
              </Button>
            )
          }
        >
          <CameraText state={camera} />
        </Offer>
      )}
      {wants("screen") && screen !== "on" && hasScreens && (
        <Offer
          action={
            <Button
              look="quiet"
              onClick={() => {
                recording.openScreen();
              }}
            >
              <MonitorUp aria-hidden="true" />
              <Trans>Choose a screen</Trans>
            </Button>
          }
        >
          {screen === "ended" ? (
            <Trans>Your screen is not recorded. That is fine; the interview goes on.</Trans>
          ) : (
            <Trans>You agreed that your screen is recorded: choose it, if you like.</Trans>
          )}
        </Offer>
      )}
    </>
  );
}

function Offer({ action, children }: { action: ReactNode; children: ReactNode }) {
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-x-3 border-t border-line">
      <p className="min-w-0 flex-[1_1_14rem] py-1.5 text-ink-2">{children}</p>
      <div className="-me-3">{action}</div>
    </div>
  );
}

function CameraText({ state }: { state: RecordingView["camera"] }) {
  switch (state) {
    case "asking":
      return <Trans>Your browser asks for your camera. Choose Allow; without it, the interview goes on as well.</Trans>;
    case "blocked":
      return <Trans>Your camera is blocked in this browser. The interview goes on without it.</Trans>;
    case "missing":
      return <Trans>No camera was found. The interview goes on without it.</Trans>;
    case "insecure":
      return (
        <Trans>This page came by plain HTTP, where browsers open no camera. The interview goes on without it.</Trans>
      );
    default:
      return <Trans>Your camera was unplugged, or another program has it. The interview goes on without it.</Trans>;
  }
}
