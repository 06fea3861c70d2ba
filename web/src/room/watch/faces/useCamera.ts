import { useEffect, useState, useSyncExternalStore } from "react";

import type { Interview } from "../../link/protocol";
import type { Recording } from "../../recording/capture/recording";
import { mediaDevices } from "../../voice/audio/device";

const SMALL = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 5, max: 15 } };

interface CameraView {
  /** The camera; null if there is none now. */
  camera: MediaStream | null;
  /** Whether the browser is asking for permission. */
  isAsking: boolean;
}

const never = () => () => undefined;

/**
 * Uses the camera that is being recorded or, if none is, opens one. People who stop the recording or refuse the
 * browser's request aren't asked again.
 */
export function useCamera(
  isWanted: boolean,
  isOn: boolean,
  interview: Interview,
  recording: Recording | null,
): CameraView {
  const recorded = useSyncExternalStore(recording?.subscribe ?? never, () => recording?.look() ?? null);
  const agreed = interview.recording ? (recorded?.agreed ?? null) : [];
  const own = useOwnCamera(isWanted && agreed?.includes("camera") === false);
  const isShared = agreed?.includes("camera") === true && recorded?.camera === "on";
  const camera = isShared ? (recording?.camera ?? null) : own.camera;
  useEffect(() => {
    for (const track of own.camera?.getTracks() ?? []) track.enabled = isOn;
  }, [own.camera, isOn]);
  return { camera: isWanted && isOn ? camera : null, isAsking: own.isAsking };
}

function useOwnCamera(isWanted: boolean): CameraView {
  const [view, setView] = useState<CameraView>({ camera: null, isAsking: false });
  useEffect(() => {
    const media = mediaDevices();
    if (!isWanted || media === null) return;
    const leaving = new AbortController();
    const show = (camera: MediaStream | null, isAsking = false) => {
      if (!leaving.signal.aborted) setView({ camera, isAsking });
    };
    const open = async () => {
      show(null, true);
      const camera = await media.getUserMedia({ video: SMALL });
      leaving.signal.addEventListener("abort", () => {
        stop(camera);
      });
      if (leaving.signal.aborted) stop(camera);
      for (const track of camera.getTracks()) {
        track.onended = () => {
          show(null);
        };
      }
      show(camera);
    };
    open().catch(() => {
      show(null);
    });
    return () => {
      leaving.abort();
      setView({ camera: null, isAsking: false });
    };
  }, [isWanted]);
  return view;
}

function stop(camera: MediaStream): void {
  for (const track of camera.getTracks()) track.stop();
}
