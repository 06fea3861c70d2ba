import { cleanup, render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, expect, it, vi } from "vitest";

import { useSpokenKeys } from "./useSpokenKeys";
import type { VoiceRoomProps } from "./VoiceRoom";

afterEach(cleanup);

/** A room in which the keys are pressed at the very moment at which it shows its new state. */
function Room({ state, done }: { state: string; done: () => void }) {
  useSpokenKeys({ state, voice: { driver: { done } } } as unknown as VoiceRoomProps);
  useLayoutEffect(() => {
    if (state === "listening") window.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true }));
  });
  return null;
}

it("takes the keys as soon as the state that they belong to can be seen", () => {
  const done = vi.fn();
  const { rerender } = render(<Room state="thinking" done={done} />);
  rerender(<Room state="listening" done={done} />);
  expect(done).toHaveBeenCalledOnce();
});
