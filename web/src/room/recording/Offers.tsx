import { Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { useState } from "react";

import { Button } from "../../ui/Button";
import type { Recording, RecordingView } from "./recording";

export type Missing = "camera" | "screen";

/** What was agreed to and is not recorded, though the clock runs. */
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

/** It is offered in a line that can be closed: nobody has to. */
export function Offers({
  recording,
  view,
  missing,
}: {
  recording: Recording;
  view: RecordingView;
  missing: readonly Missing[];
}) {
  const { t } = useLingui();
  const [closed, setClosed] = useState<readonly Missing[]>([]);
  return missing
    .filter((track) => !closed.includes(track))
    .map((track) => (
      <div key={track} className="flex w-full items-center gap-x-2">
        <p className="min-w-0 flex-1 py-1 text-ink-2">
          {track === "camera" ? <CameraText state={view.camera} /> : <Trans>Your screen is not recorded.</Trans>}{" "}
          <span className="hidden wide:inline">
            <Trans>The interview continues without it.</Trans>
          </span>
        </p>
        {track === "camera" ? (
          view.camera !== "asking" &&
          view.camera !== "insecure" && (
            <Button
              look="quiet"
              onClick={() => {
                recording.openCamera();
              }}
            >
              <Trans>Try again</Trans>
            </Button>
          )
        ) : (
          <Button
            look="quiet"
            onClick={() => {
              recording.openScreen();
            }}
          >
            <Trans>Choose a screen</Trans>
          </Button>
        )}
        <Button
          look="quiet"
          aria-label={t`Close this note`}
          className="-me-3 size-11 flex-none"
          onClick={() => {
            setClosed([...closed, track]);
          }}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
    ));
}

function CameraText({ state }: { state: RecordingView["camera"] }) {
  switch (state) {
    case "asking":
      return <Trans>Your browser asks for your camera.</Trans>;
    case "blocked":
      return <Trans>Your camera is blocked in this browser.</Trans>;
    case "missing":
      return <Trans>No camera was found.</Trans>;
    case "insecure":
      return <Trans>Your camera needs a secure page.</Trans>;
    default:
      return <Trans>Your camera is unplugged, or in use elsewhere.</Trans>;
  }
}
