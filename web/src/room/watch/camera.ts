/** The state of the camera in a video interview, for the watcher. */
export type CameraState = "on" | "off" | "covered";

let hear: ((state: CameraState) => void) | null = null;
let last: CameraState = "on";

/** Reports each change of the camera's state. `covered`: the picture stays dark. */
export function tellCamera(state: CameraState): void {
  last = state;
  hear?.(state);
}

export function cameraNow(): CameraState {
  return last;
}

/** Calls the listener with the current state and each later one, until the returned function is called. */
export function hearCamera(listener: (state: CameraState) => void): () => void {
  hear = listener;
  listener(last);
  return () => {
    hear = null;
  };
}
