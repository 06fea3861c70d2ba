import { cleanup, render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, expect, it, vi } from "vitest";

import { useSpokenKeys } from "./useSpokenKeys";
import type { VoiceRoomProps } from "./VoiceRoom";

afterEach(cleanup);

/** Presses the keys in the same commit that renders the new state. */
function Room({ state, done }: { state: string; done: () => void }) {
  useSpokenKeys({ state, voice: { driver: { done } } } as unknown as VoiceRoomProps);
  useLayoutEffect(() => {
    if (state === "listening") window.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true }));
  });
  return null;
}

it("handles keys as soon as the new state is on screen", () => {
  const done = vi.fn();
  const { rerender } = render(<Room state="thinking" done={done} />);
  rerender(<Room state="listening" done={done} />);
  expect(done).toHaveBeenCalledOnce();
});
