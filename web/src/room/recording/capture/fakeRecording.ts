import { act } from "@testing-library/react";

import type { Recording, RecordingView } from "./recording";

/** A recording for tests. `become` changes its view and notifies subscribers. */
export function fakeRecording(first: Partial<RecordingView>) {
  let view = first;
  let tell: () => void = () => undefined;
  const recording = {
    subscribe: (listener: () => void) => {
      tell = listener;
      return () => undefined;
    },
    look: () => view,
    know: () => undefined,
    camera: null,
  } as unknown as Recording;
  const become = (next: Partial<RecordingView>) => {
    act(() => {
      view = { ...view, ...next };
      tell();
    });
  };
  return { recording, become };
}
