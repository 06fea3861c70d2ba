import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../../ui/testing";
import { createClock, type Playback, PlaybackContext } from "../../playback/playback";
import { ChosenContext, keyOf } from "../transcript/chosen";
import { placeOfKey, useScrub } from "./useScrub";

const span = (from: number) => ({ messageId: `m${String(from)}`, speaker: "candidate" as const, from, to: from + 5 });
const timeline = { spans: [span(0), span(20), span(60)], length: 90 };

it.each([
  ["ArrowRight", 30, 35],
  ["ArrowRight", 88, 90],
  ["ArrowLeft", 3, 0],
  ["PageDown", 20, 60],
  ["PageDown", 60, 90],
  ["PageUp", 60, 20],
  ["PageUp", 62, 60],
  ["Home", 30, 0],
  ["End", 30, 90],
])("moves with %s from %d s to %d s", (key, from, to) => {
  expect(placeOfKey(key, from, timeline)).toBe(to);
});

it("ignores other keys", () => {
  expect(placeOfKey("a", 30, timeline)).toBeNull();
});

function Line() {
  const { at, ...handlers } = useScrub(
    { ...timeline, quotes: [], scale: (second: number) => second / 90 } as never,
    "2026-11-14T10:00:00Z",
  );
  return <div role="slider" aria-valuenow={at ?? 0} tabIndex={0} {...handlers} />;
}

function showLine(playback: Partial<Playback> | null) {
  const chosen = { id: null, choose: vi.fn(), show: vi.fn(), back: null, startedAt: "" };
  show(
    <PlaybackContext value={playback as Playback | null}>
      <ChosenContext value={chosen}>
        <Line />
      </ChosenContext>
    </PlaybackContext>,
  );
  return { ...chosen, press: (key: string) => fireEvent.keyDown(screen.getByRole("slider"), { key }) };
}

it("moves with the arrow keys without starting the recording or leaving for the transcript", () => {
  const play = vi.fn();
  const findMoment = () => ({}) as never;
  const { press, choose, show: mark } = showLine({ wanted: null, clock: createClock(), play, findMoment });
  press("ArrowRight");
  expect(screen.getByRole("slider").getAttribute("aria-valuenow")).toBe("5");
  expect(mark).toHaveBeenLastCalledWith(keyOf("m0"));
  expect(play).not.toHaveBeenCalled();
  expect(choose).not.toHaveBeenCalled();
  press("Enter");
  expect(play).toHaveBeenCalledOnce();
});

it("leads to the words with Enter only, if nothing was recorded", () => {
  const { press, choose } = showLine(null);
  press("ArrowRight");
  expect(choose).not.toHaveBeenCalled();
  press("Enter");
  expect(choose).toHaveBeenCalledWith(keyOf("m0"));
});

it("plays on a click, and not when a touch that scrolls the page begins on it", () => {
  const play = vi.fn();
  const findMoment = () => ({}) as never;
  const { choose } = showLine({ wanted: null, clock: createClock(), play, findMoment });
  const line = screen.getByRole("slider");
  fireEvent.pointerDown(line, { pointerType: "touch", button: 0 });
  fireEvent.pointerCancel(line, { pointerType: "touch" });
  expect(play).not.toHaveBeenCalled();
  expect(choose).not.toHaveBeenCalled();
  fireEvent.click(line);
  expect(play).toHaveBeenCalledOnce();
});
