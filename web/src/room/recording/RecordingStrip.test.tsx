import { act, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { Announcer } from "../../ui/Announcer";
import { listViolations, show } from "../../ui/testing";
import type { Recording, RecordingView } from "./recording";
import RecordingStrip from "./RecordingStrip";

let view: Partial<RecordingView>;
let tell: () => void;

const recording = {
  subscribe: (listener: () => void) => {
    tell = listener;
    return () => undefined;
  },
  look: () => view,
  know: () => undefined,
  camera: null,
} as unknown as Recording;

beforeEach(() => {
  view = { agreed: ["camera", "screen"], running: ["camera", "screen"], stopped: {}, isOn: true };
});

function become(next: Partial<RecordingView>): void {
  act(() => {
    view = { ...view, ...next };
    tell();
  });
}

const announced = () => screen.getByRole("status").textContent;
const light = () => screen.getByTestId("recording").textContent;

it("says and announces what is recorded, that it is paused, and that it has stopped", async () => {
  show(
    <>
      <RecordingStrip recording={recording} isSpoken={false} isWatched={false} />
      <Announcer />
    </>,
  );
  expect(light()).toBe("Recording: camera and screen");
  expect(announced()).toContain("Recording: camera and screen");
  become({ running: [], isOn: false });
  expect(light()).toBe("Paused: nothing is recorded.");
  expect(announced()).toContain("Paused: nothing is recorded.");
  become({ running: ["camera"], isOn: true, stopped: { screen: "limit" } });
  expect(announced()).toContain("Recording: camera. Not recorded any more: screen.");
  become({ running: [], stopped: { camera: "person", screen: "person" } });
  expect(light()).toBe("You stopped the recording. The interview goes on.");
  expect(announced()).toContain("You stopped the recording.");
  expect(await listViolations()).toEqual([]);
});
