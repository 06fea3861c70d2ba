// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { tellCamera } from "./camera";
import type { WatchFrame } from "./frames";
import { Watcher } from "./watcher";

const ALL = ["away", "screens", "fullscreen", "camera", "faces", "paste", "copy", "typing"];
let sent: WatchFrame[];
let watcher: Watcher;
let isFocused: boolean;

function start(kinds: readonly string[], isOn = true): void {
  watcher = new Watcher(kinds, (frame) => sent.push(frame) > 0);
  watcher.start();
  watcher.turn(isOn);
  sent.length = 0;
}

/** The reported signals, without ids. */
function told(): unknown[] {
  return sent.flatMap((frame) => (frame.type === "signal" ? [{ ...frame, id: undefined, type: undefined }] : []));
}

function clipboard(type: string, text: string): Event {
  return Object.assign(new Event(type, { bubbles: true }), { clipboardData: { getData: () => text } });
}

function drag(type: string, text: string): Event {
  return Object.assign(new Event(type, { bubbles: true }), { dataTransfer: { getData: () => text } });
}

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  isFocused = true;
  vi.spyOn(document, "hasFocus").mockImplementation(() => isFocused);
  document.body.innerHTML = "<p>What broke first?</p><textarea></textarea>";
});

afterEach(() => {
  watcher.stop();
  vi.useRealTimers();
});

const field = () => document.querySelector("textarea") as HTMLTextAreaElement;

function type(text: string, data: Partial<InputEvent> = { inputType: "insertText" }): void {
  field().dispatchEvent(new InputEvent("beforeinput", { bubbles: true, ...data }));
  field().value += text;
  field().dispatchEvent(new InputEvent("input", { bubbles: true, ...data }));
}

it("reports no state of a camera that this page hasn't opened", () => {
  start(["camera"]);
  watcher.opened();
  expect(told()).toEqual([]);
});

it("listens to nothing that it wasn't asked to watch", () => {
  const listening = [vi.spyOn(window, "addEventListener"), vi.spyOn(document, "addEventListener")];
  start(["camera"]);
  for (const spy of listening) expect(spy).not.toHaveBeenCalled();
  start(["away"]);
  const names = listening.flatMap((spy) => spy.mock.calls.map(([name]) => name));
  expect(names.toSorted()).toEqual(["blur", "focus", "visibilitychange"]);
  document.dispatchEvent(clipboard("paste", "from elsewhere"));
  expect(told()).toEqual([]);
});

it("reports that the page is hidden, loses the focus, and is back", () => {
  start(ALL);
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  hidden.mockReturnValue(false);
  isFocused = false;
  window.dispatchEvent(new Event("blur"));
  isFocused = true;
  window.dispatchEvent(new Event("focus"));
  expect(told()).toMatchObject([{ state: "hidden" }, { state: "unfocused" }, { state: "back" }]);
});

it("reports a paste by its length and marks, unless its text is from this page", () => {
  start(ALL);
  document.dispatchEvent(clipboard("paste", "The outage began on a Friday"));
  expect(told()).toMatchObject([{ kind: "paste", characters: 28, size: 3, marks: { length: 4 } }]);
  expect(JSON.stringify(sent)).not.toContain("outage");
  sent.length = 0;
  document.dispatchEvent(clipboard("copy", "own words, gone since"));
  for (const own of ["own words,\n gone since", "What broke", ""]) document.dispatchEvent(clipboard("paste", own));
  expect(told()).toMatchObject([{ kind: "copy", characters: 21 }]);
});

it("reports dropped text, unless it was dragged from this page", () => {
  start(ALL);
  document.dispatchEvent(drag("dragstart", "own words,\n gone since"));
  document.dispatchEvent(drag("drop", "own words, gone since"));
  expect(told()).toEqual([]);
  document.dispatchEvent(drag("drop", "from elsewhere"));
  expect(told()).toMatchObject([{ kind: "paste", characters: 14 }]);
});

it("reports text that appears at once, and a burst when it is over", () => {
  start(ALL);
  type("x".repeat(80));
  expect(told()).toMatchObject([{ kind: "typing", characters: 80, milliseconds: 0 }]);
  sent.length = 0;
  for (let at = 0; at < 100; at++) {
    type("ab");
    vi.advanceTimersByTime(10);
  }
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told()).toMatchObject([{ kind: "typing", characters: 200, milliseconds: 990 }]);
});

it("doesn't report pastes, undo or a few words as typing", () => {
  start(ALL);
  type("x".repeat(500), { inputType: "insertFromPaste" });
  type("y".repeat(100), { inputType: "historyUndo" });
  type("a few words");
  vi.advanceTimersByTime(2_000);
  expect(told()).toEqual([]);
});

it("is silent while the clock is stopped, and starts again with the current state", () => {
  start(ALL, false);
  tellCamera("interrupted");
  document.dispatchEvent(clipboard("paste", "from elsewhere"));
  vi.advanceTimersByTime(60_000);
  expect(sent).toEqual([]);
  isFocused = false;
  watcher.turn(true);
  expect(sent[0]).toEqual({ type: "watching" });
  expect(told()).toMatchObject([
    { kind: "away", state: "unfocused" },
    { kind: "camera", state: "interrupted" },
  ]);
  tellCamera("on");
});

it("reports camera and full screen after a reconnect if they changed without a connection", () => {
  start(ALL);
  const full = vi.fn<() => Element | null>(() => document.body);
  Object.defineProperty(document, "fullscreenElement", { configurable: true, get: full });
  document.dispatchEvent(new Event("fullscreenchange"));
  tellCamera("interrupted");
  expect(told()).toMatchObject([{ state: "entered" }, { state: "interrupted" }]);
  watcher.turn(false);
  full.mockReturnValue(null);
  document.dispatchEvent(new Event("fullscreenchange"));
  tellCamera("on");
  sent.length = 0;
  watcher.turn(true);
  expect(told().slice(-2)).toMatchObject([
    { kind: "fullscreen", state: "left" },
    { kind: "camera", state: "on" },
  ]);
  Reflect.deleteProperty(document, "fullscreenElement");
});

it("keeps a signal until it is settled, and reports how long ago it was", () => {
  start(["copy"]);
  document.dispatchEvent(clipboard("copy", "words"));
  const [first] = sent;
  const id = first?.type === "signal" ? first.id : "";
  vi.advanceTimersByTime(15_000);
  expect(sent[1]).toEqual({ type: "watching" });
  expect(sent[2]).toMatchObject({ id, ago: 15_000 });
  expect(watcher.settle("another")).toBe(false);
  expect(watcher.settle(id)).toBe(true);
  watcher.opened();
  expect(sent).toHaveLength(4);
});

it("reports the states of the camera that the page announces", () => {
  start(["camera"]);
  tellCamera("covered");
  tellCamera("on");
  expect(told()).toMatchObject([
    { kind: "camera", state: "covered" },
    { kind: "camera", state: "on" },
  ]);
});

it("reports faces with the time since the change, and a change that it missed while off", () => {
  start(["faces"]);
  const began = performance.now();
  vi.advanceTimersByTime(4_000);
  watcher.seeFaces("none", began);
  expect(told()).toMatchObject([{ kind: "faces", state: "none", ago: 4_000 }]);
  watcher.turn(false);
  watcher.seeFaces("one", performance.now()); // no one looks while the clock is stopped
  sent.length = 0;
  watcher.turn(true);
  expect(told()).toContainEqual(expect.objectContaining({ kind: "faces", state: "one" }));
});
