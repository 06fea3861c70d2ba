import { act } from "@testing-library/react";

import type { Recording, RecordingView } from "./recording";

/** A recording that looks as a test says; `become` changes that, and tells the page. For tests. */
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
