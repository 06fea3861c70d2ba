import { useEffect, useState, useSyncExternalStore } from "react";

import type { Interview } from "../../link/protocol";
import type { Recording } from "../../recording/capture/recording";
import { mediaDevices } from "../../voice/audio/device";

const SMALL = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 5, max: 15 } };

interface CameraView {
  /** Null: there is none now. */
  camera: MediaStream | null;
  /** The browser asks the person for it. */
  isAsking: boolean;
}

const never = () => () => undefined;

/**
 * The camera that is recorded anyway; where none is, one of its own. Whoever stops the recording, or says no to the
 * browser, is not asked again.
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
