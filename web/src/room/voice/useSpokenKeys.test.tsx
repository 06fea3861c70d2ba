import { cleanup, render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";

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

const press = (target: Element, part: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, ...part }));

function field(around: string, className = "") {
  const box = Object.assign(document.createElement(around), { className });
  const text = box.appendChild(document.createElement("textarea"));
  document.body.append(box);
  onTestFinished(() => {
    box.remove();
  });
  return text;
}

function listen() {
  show({ state: "listening" });
  done.mockClear();
}

it.each([
  ["a dialog", "dialog", ""],
  ["the whiteboard", "div", "excalidraw"],
])("leaves the keys to %s, even if its field disappears with them", (_where, around, className) => {
  listen();
  const text = field(around, className);
  press(text);
  text.addEventListener("keydown", () => {
    text.remove();
  });
  press(text);
  expect(done).not.toHaveBeenCalled();
});

it("ends the answer by key in a field of the answer, once while the keys are held", () => {
  listen();
  const text = field("div");
  // The code editor prevents the default.
  text.addEventListener("keydown", (event) => {
    event.preventDefault();
  });
  press(text);
  press(text, { repeat: true });
  expect(done).toHaveBeenCalledOnce();
});

const hold = vi.fn();

function talkWithKeys(pushToTalk = true) {
  hold.mockClear();
  const props = {
    state: "listening",
    line: { model: { voice: { caption: null, pushToTalk } } },
    voice: { driver: { done, hold } },
    sending: { hasWords: false, send },
  } as unknown as SpokenDockProps;
  const Talking = () => {
    useSpokenKeys(props);
    return null;
  };
  return render(<Talking />);
}

const space = (type: "keydown" | "keyup", part: KeyboardEventInit = {}, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent(type, { code: "Space", bubbles: true, cancelable: true, ...part }));

it("talks while Space is held, and no longer", () => {
  talkWithKeys();
  space("keydown");
  space("keydown", { repeat: true });
  expect(hold.mock.calls).toEqual([[true]]);
  space("keyup");
  expect(hold.mock.calls).toEqual([[true], [false]]);
});

it("stops talking if the window is left while Space is held", () => {
  talkWithKeys();
  space("keydown");
  window.dispatchEvent(new Event("blur"));
  expect(hold.mock.calls).toEqual([[true], [false]]);
});

it("leaves Space to a field, and to the page without push-to-talk", () => {
  talkWithKeys();
  space("keydown", {}, field("div"));
  cleanup();
  talkWithKeys(false);
  expect(space("keydown")).toBe(true); // the default wasn't prevented: the page scrolls
  expect(hold).not.toHaveBeenCalled();
});
