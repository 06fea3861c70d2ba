import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { UnblockCamera } from "../check/Blocked";
import { Chip } from "../status/Chip";
import type { Recording, RecordingView } from "./capture/recording";

export type Missing = "camera" | "screen";

/** The tracks that were agreed to but aren't recorded although the clock is running. */
export function missingOf({ agreed, camera, screen, stopped, running, isOn }: RecordingView): Missing[] {
  const hasScreens = "mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices;
  const isMissing = {
    camera: camera !== "on" && camera !== "off",
    screen: screen !== "on" && hasScreens,
  };
  return (["camera", "screen"] as const).filter(
    (track) =>
      isOn && isMissing[track] && agreed?.includes(track) && stopped[track] === undefined && !running.includes(track),
  );
}

interface OffersProps {
  recording: Recording;
  view: RecordingView;
  missing: readonly Missing[];
}

/** Offers to record a missing track. The offer can be dismissed, because recording is optional. */
export function Offers({ recording, view, missing }: OffersProps) {
  const { t } = useLingui();
  const [closed, setClosed] = useState<readonly Missing[]>([]);
  const names = { camera: t`Camera not recorded`, screen: t`Screen not recorded` };
  const short = { camera: t`Camera: off`, screen: t`Screen: off` };
  return missing
    .filter((track) => !closed.includes(track))
    .map((track) => (
      <Chip key={track} label={names[track]} short={short[track]} icon={<CircleAlert aria-hidden="true" />}>
        {(close) => (
          <>
            <p className="text-ink-2">
              {track === "camera" ? (
                <CameraText state={view.camera} />
              ) : (
                <Trans>Your screen is not being recorded.</Trans>
              )}
              <Gap />
              <Trans>The interview continues either way.</Trans>
            </p>
            {track === "camera" && view.camera === "blocked" && (
              <p>
                <UnblockCamera />
              </p>
            )}
            <div className="flex flex-wrap gap-2">
              {track === "screen" ? (
                <Button
                  onClick={() => {
                    recording.openScreen();
                    close();
                  }}
                >
                  <Trans>Choose a screen</Trans>
                </Button>
              ) : (
                view.camera !== "asking" &&
                view.camera !== "insecure" && (
                  <Button
                    onClick={() => {
                      recording.openCamera();
                    }}
                  >
                    {view.camera === "declined" ? <Trans>Turn on the camera</Trans> : <Trans>Try again</Trans>}
                  </Button>
                )
              )}
              <Button
                look="quiet"
                onClick={() => {
                  close();
                  setClosed([...closed, track]);
                }}
              >
                <Trans>Continue anyway</Trans>
              </Button>
            </div>
          </>
        )}
      </Chip>
    ));
}

function CameraText({ state }: { state: RecordingView["camera"] }) {
  switch (state) {
    case "declined":
      return <Trans>You turned your camera off.</Trans>;
    case "asking":
      return <Trans>Your browser is asking to use your camera.</Trans>;
    case "blocked":
      return <Trans>Your camera is blocked in this browser.</Trans>;
    case "missing":
      return <Trans>No camera was found.</Trans>;
    case "insecure":
      return <Trans>This page isn’t secure (HTTP), so your browser won’t allow the camera.</Trans>;
    default:
      return <Trans>Your camera is unplugged or in use by another program.</Trans>;
  }
}
