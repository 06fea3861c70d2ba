// @vitest-environment jsdom
import { expect, test } from "vitest";

import { commandOf, speedFrom } from "./keys";

function press(key: string, on: string, held: { ctrlKey?: boolean } = {}) {
  document.body.innerHTML = `<div><video></video><button>+10 s</button><select></select><input></div>`;
  const target = document.querySelector(on);
  if (target === null) throw new Error(`There is no ${on}`);
  return commandOf({ key, target, ctrlKey: false, metaKey: false, altKey: false, ...held });
}

test("player keys work on the video and on the player's buttons", () => {
  for (const on of ["video", "button"]) {
    expect(press("k", on)).toEqual({ kind: "toggle" });
    expect(press("J", on)).toEqual({ kind: "jump", seconds: -10 });
    expect(press(">", on)).toEqual({ kind: "speed", steps: 1 });
  }
});

test("keys that a field, a button or the browser handles are left alone", () => {
  expect(press("k", "input")).toBeNull();
  expect(press("ArrowLeft", "select")).toBeNull();
  expect(press(" ", "button")).toBeNull();
  expect(press(" ", "video")).toBeNull();
  expect(press("ArrowRight", "video")).toBeNull();
  expect(press("ArrowRight", "button")).toEqual({ kind: "jump", seconds: 5 });
  expect(press("l", "video", { ctrlKey: true })).toBeNull();
  expect(press("Tab", "video")).toBeNull();
});

test("speed changes in steps, from the slowest to the fastest", () => {
  expect([0.75, 1, 2].map((speed) => speedFrom(speed, 1))).toEqual([1, 1.25, 2]);
  expect([0.75, 1, 2].map((speed) => speedFrom(speed, -1))).toEqual([0.75, 0.75, 1.75]);
  expect(speedFrom(1.1, 1)).toBe(1.25);
});
