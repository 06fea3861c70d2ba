/** The state of the camera in a video interview, for the watcher. */
export type CameraState = "on" | "interrupted" | "covered";

let hear: ((state: CameraState) => void) | null = null;
let last: CameraState | null = null;

/**
 * Reports each change of the camera's state. `interrupted`: the picture broke off; `covered`: it stays dark. A camera that
 * is off by choice is `on`.
 */
export function tellCamera(state: CameraState): void {
  last = state;
  hear?.(state);
}

/** Another session on this page knows nothing of the camera yet. */
export function forgetCamera(): void {
  last = null;
}

/** Null until it is known: before this page has opened a camera or knows that the person turned it off. */
export function cameraNow(): CameraState | null {
  return last;
}

/** Calls the listener with the current state, if it is known, and each later one, until the returned function is called. */
export function hearCamera(listener: (state: CameraState) => void): () => void {
  hear = listener;
  if (last !== null) listener(last);
  return () => {
    hear = null;
  };
}
