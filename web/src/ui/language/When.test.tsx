import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../testing";
import { When } from "./When";

/** Tests run in Kathmandu, 5:45 hours ahead of UTC. */
it("shows the day on which it is in the reader's zone, not in UTC", () => {
  show(
    <>
      <When at="2026-11-14T02:30:00.000Z" isDay />
      <When at="2026-11-14T18:30:00.000Z" isDay />
    </>,
  );
  const days = screen.getAllByRole("time").map(({ textContent }) => textContent);
  expect(days).toEqual(["Nov 14, 2026", "Nov 15, 2026"]);
});

it("shows a day in UTC if it begins there", () => {
  show(<When at="2026-11-15T20:30:00.000Z" isDay isUtc />);
  const day = screen.getByRole("time");
  expect(day.textContent).toBe("Nov 15, 2026");
  expect(day.title).toContain("Coordinated Universal Time");
});
