import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { pass, show } from "../../ui/testing";
import { after, open, view } from "../link/testing";
import type { RoomLine } from "../link/useRoom";
import type { StateName } from "./states";
import { TimeWarning } from "./TimeWarning";

const START = "2026-11-14T09:41:00.000Z";
const request = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(START) });
  request.mockReset();
});

function showAt(seconds: number, state: StateName = "listening") {
  const clock = { remainingSeconds: seconds, isRunning: true, canExtend: true, serverAt: START };
  const model = { ...after([open(view("your_turn", { clock }))]), line: "open" as const };
  const line = { model, request } as unknown as RoomLine;
  show(<TimeWarning line={line} interview={{ title: "Screening", timeLimitMinutes: 30 }} state={state} />);
}

it("warns of the last minute also after the warning at five minutes was closed", () => {
  showAt(301);
  expect(screen.queryByText(/minutes left/)).toBeNull();
  pass(2_000);
  expect(screen.getByText("About 5 minutes left")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "OK" }));
  expect(screen.queryByText(/left/)).toBeNull();
  pass(240_000);
  expect(screen.getByText("About 1 minute left")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "I need 5 more minutes" }));
  expect(request).toHaveBeenCalledExactlyOnceWith("extend");
});

it("doesn't warn while the clock is stopped for a pause", () => {
  showAt(200, "paused");
  expect(screen.queryByText(/left/)).toBeNull();
});
