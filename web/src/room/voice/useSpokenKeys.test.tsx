import { cleanup, render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, expect, it, vi } from "vitest";

import type { StateName } from "../status/states";
import type { SpokenDockProps } from "./SpokenDock";
import { useSpokenKeys } from "./useSpokenKeys";

afterEach(cleanup);

const done = vi.fn();
const send = vi.fn();
afterEach(() => {
  done.mockClear();
  send.mockClear();
});

interface RoomProps {
  state: StateName;
  hasWork?: boolean;
  hasSpoken?: boolean;
}

/** Presses the keys in the same commit that renders the new state. */
function Room({ state, hasWork = false, hasSpoken = true }: RoomProps) {
  useSpokenKeys({
    state,
    line: { model: { voice: { caption: hasSpoken ? { text: "Well" } : null, pushToTalk: false } } },
    voice: { driver: { done } },
    sending: { hasWords: hasWork, send },
  } as unknown as SpokenDockProps);
  useLayoutEffect(() => {
    if (state !== "thinking") window.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true }));
  });
  return null;
}

function show(props: RoomProps) {
  const { rerender } = render(<Room state="thinking" />);
  rerender(<Room {...props} />);
}

it("handles keys as soon as the new state is on screen", () => {
  show({ state: "listening" });
  expect(done).toHaveBeenCalledOnce();
});

it.each<StateName>(["asking_skip", "closing", "quiet", "back_spoken"])("ends the answer by key in %s", (state) => {
  show({ state });
  expect(done).toHaveBeenCalledOnce();
});

it("sends written work with the keys, instead of ending the answer", () => {
  show({ state: "listening", hasWork: true });
  expect(send).toHaveBeenCalledOnce();
  expect(done).not.toHaveBeenCalled();
});

it("never finishes the interview with the keys", () => {
  show({ state: "closing", hasSpoken: false });
  expect(done).not.toHaveBeenCalled();
});
