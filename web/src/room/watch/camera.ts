/** What the page of a video interview knows of its camera, for whoever watches. */
export type CameraState = "on" | "off" | "covered";

let hear: ((state: CameraState) => void) | null = null;
let last: CameraState = "on";

/** The camera's state, whenever it changes: `covered` where the picture stays dark. */
export function tellCamera(state: CameraState): void {
  last = state;
  hear?.(state);
}

export function cameraNow(): CameraState {
  return last;
}

/** Hears the state of now and each one after it, until the returned function is called. */
export function hearCamera(listener: (state: CameraState) => void): () => void {
  hear = listener;
  listener(last);
  return () => {
    hear = null;
  };
}
