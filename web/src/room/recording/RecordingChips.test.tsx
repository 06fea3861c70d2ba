import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Announcer } from "../../ui/Announcer";
import { listViolations, show } from "../../ui/testing";
import RecordingChips from "./RecordingChips";
import { fakeRecording } from "./capture/fakeRecording";

const announced = () => screen.getByRole("status").textContent;
const light = () => screen.getByTestId("recording").textContent;

it("shows and announces when recording runs, pauses and stops", async () => {
  const { recording, become } = fakeRecording({
    agreed: ["camera", "screen"],
    running: ["camera", "screen"],
    stopped: {},
    isOn: true,
  });
  show(
    <>
      <RecordingChips recording={recording} isSpoken={false} isWatched={false} />
      <Announcer />
    </>,
  );
  expect(light()).toBe("Recording: camera and screen");
  expect(announced()).toContain("Recording: camera and screen");
  expect(screen.getByText("REC")).toBeTruthy(); // in a narrow line, which would cut the words off
  become({ running: [], isOn: false });
  expect(light()).toBe("Paused: nothing is being recorded.");
  expect(announced()).toContain("Paused: nothing is being recorded.");
  become({ running: ["camera"], isOn: true, stopped: { screen: "limit" } });
  expect(announced()).toContain("Recording: camera. Recording has stopped (screen):");
  expect(screen.getByText("Stopped: screen")).toBeTruthy();
  become({ running: [], stopped: { camera: "person", screen: "person" } });
  expect(light()).toBe("You stopped the recording. The interview continues.");
  expect(announced()).toContain("You stopped the recording.");
  expect(await listViolations()).toEqual([]);
});

it("shows the candidate's own picture nowhere once it is hidden", () => {
  const { recording } = fakeRecording({ agreed: ["camera"], running: ["camera"], stopped: {}, isOn: true });
  show(<RecordingChips recording={recording} isSpoken={false} isWatched={false} />);
  const pictures = () => screen.queryAllByLabelText("Your camera view");
  expect(pictures()).not.toHaveLength(0);
  fireEvent.click(screen.getByTestId("recording"));
  fireEvent.click(screen.getByRole("button", { name: "Hide self-view" }));
  expect(pictures()).toHaveLength(0);
  fireEvent.click(screen.getByRole("button", { name: "Show self-view" }));
  expect(pictures()).not.toHaveLength(0);
});
