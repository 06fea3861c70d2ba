import { Trans, useLingui } from "@lingui/react/macro";
import { Camera, MonitorUp } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";

import { Button } from "../../ui/Button";
import { devices, type DeviceState } from "../recording/capture/devices";
import { Picture } from "../recording/Picture";
import { Blocked } from "./Blocked";
import { DeviceRow, type Standing } from "./DeviceRow";

/**
 * Shows the camera's picture before it is recorded. `withSound`: also asks for the microphone, since no spoken
 * interview does.
 */
export function CameraRow({ withSound }: { withSound: boolean }) {
  const { t } = useLingui();
  const { camera: state } = useSyncExternalStore(devices.subscribe, devices.look);
  useEffect(() => {
    void devices.recall();
  }, []);
  const words: Record<DeviceState, [Standing, string]> = {
    off: ["open", t`Not checked yet`],
    declined: ["open", t`Off: you aren’t recorded by the camera`],
    asking: ["waiting", t`Your browser is asking for permission. Choose “Allow”.`],
    on: ["good", t`This is what will be recorded`],
    ended: ["bad", t`In use by another program, or unplugged`],
    blocked: ["bad", t`Blocked in this browser`],
    missing: ["bad", t`No camera found`],
    lost: ["bad", t`In use by another program, or unplugged`],
    insecure: ["bad", t`Needs a secure page`],
  };
  const [standing, word] = words[state];
  return (
    <DeviceRow
      icon={Camera}
      name={t`Camera`}
      standing={standing}
      word={word}
      hint={<CameraHint state={state} />}
      action={
        state !== "insecure" && (
          <Button
            isOff={state === "asking"}
            onClick={() => {
              if (state === "on") devices.declineCamera();
              else void devices.openCamera(withSound);
            }}
          >
            <CameraAction state={state} />
          </Button>
        )
      }
    >
      {state === "on" && (
        <Picture
          stream={devices.streamOf("camera")}
          name={t`Your camera view`}
          isMirrored
          className="aspect-video w-full max-w-80"
        />
      )}
    </DeviceRow>
  );
}

function CameraAction({ state }: { state: DeviceState }) {
  switch (state) {
    case "on":
      return <Trans>Turn off the camera</Trans>;
    case "declined":
      return <Trans>Turn on the camera</Trans>;
    case "off":
    case "asking":
      return <Trans>Check my camera</Trans>;
    default:
      return <Trans>Try again</Trans>;
  }
}

function CameraHint({ state }: { state: DeviceState }) {
  switch (state) {
    case "off":
      return (
        <Trans>Recording starts with the interview, not on this page. A red dot appears while recording is on.</Trans>
      );
    case "on":
      return <Trans>You see yourself as in a mirror. The recording isn’t mirrored.</Trans>;
    case "blocked":
      return <Blocked device="camera" />;
    case "missing":
    case "ended":
    case "lost":
      return (
        <Trans>
          Plug in a camera, or close the program that is using it, and try again. Or continue without the camera: the
          questions are the same.
        </Trans>
      );
    case "insecure":
      return (
        <Trans>
          This page isn’t secure (HTTP), so your browser won’t allow the camera. Continue without the camera: the
          questions are the same.
        </Trans>
      );
    default:
      return null;
  }
}

/** The screen or window that is recorded. The person chooses it in the browser's own list. */
export function ScreenRow() {
  const { t } = useLingui();
  const { screen: state } = useSyncExternalStore(devices.subscribe, devices.look);
  const [standing, word]: [Standing, string] =
    state === "on"
      ? ["good", t`This is what will be recorded`]
      : state === "asking"
        ? ["waiting", t`Choose a screen or a window`]
        : ["open", state === "missing" ? t`This browser can’t share a screen` : t`No screen chosen`];
  return (
    <DeviceRow
      icon={MonitorUp}
      name={t`Screen`}
      standing={standing}
      word={word}
      hint={
        state === "on" ? null : (
          <Trans>
            Only what you choose is recorded, and only during the interview. You can continue without sharing a screen.
          </Trans>
        )
      }
      action={
        state !== "missing" && (
          <Button
            isOff={state === "asking"}
            onClick={() => {
              void devices.openScreen();
            }}
          >
            {state === "on" ? <Trans>Choose another screen</Trans> : <Trans>Choose a screen</Trans>}
          </Button>
        )
      }
    >
      {state === "on" && (
        <Picture
          stream={devices.streamOf("screen")}
          name={t`Screen that will be recorded`}
          className="aspect-video w-full max-w-80"
        />
      )}
    </DeviceRow>
  );
}
