import { expect, it } from "vitest";

import { show } from "../../../ui/testing";
import { Meter } from "./Meter";

const EFFECT = "No new sessions can start this month.";
const shownFor = (used: number, limit: number | null) => {
  const { container, unmount } = show(<Meter label="Session hours" used={used} limit={limit} effect={EFFECT} />);
  const text = container.textContent;
  unmount();
  return text;
};

it("says what a limit does once it is reached", () => {
  expect(shownFor(100, 100)).toContain(EFFECT);
  expect(shownFor(99, 100)).not.toContain(EFFECT);
  expect(shownFor(100, null)).not.toContain(EFFECT);
});
