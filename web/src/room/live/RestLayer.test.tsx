import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { after, open, view } from "../link/testing";
import type { RoomLine } from "../link/useRoom";
import { RestLayer } from "./RestLayer";

function pause(onLeave: (() => void) | null) {
  const line = { model: after([open(view("paused"))]), request: vi.fn() } as unknown as RoomLine;
  const text = { label: "Paused", line: "" };
  show(<RestLayer line={line} state="paused" text={text} heading={{ current: null }} onLeave={onLeave} />);
  return screen.getAllByRole("button").map((button) => button.textContent);
}

it("says when the clock starts again, and offers to leave", () => {
  expect(pause(vi.fn())).toEqual(["Continue", "Leave and come back later"]);
  expect(screen.getByTestId("pause").textContent).toContain("You have 3 pauses left.");
});

it("spends no pause in the practice, and offers only to continue", () => {
  expect(pause(null)).toEqual(["Continue"]);
  expect(screen.queryByTestId("pause")).toBeNull();
});
