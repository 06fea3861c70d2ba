import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { RangeBar } from "./RangeBar";
import type { Week } from "./useInsights";
import { Weeks } from "./Weeks";

const week: Week = {
  startsAt: "2026-11-16T00:00:00.000Z",
  ...{ started: 3, finished: 2, reported: 2, ratings: 1, same: 1, close: 0 },
};

/** A reader's zone, which a test can't set: this formats in it whatever the page asks for without a zone. */
function readIn(timeZone: string) {
  const { DateTimeFormat } = Intl;
  vi.spyOn(Intl, "DateTimeFormat").mockImplementation(function (locale, options) {
    return new DateTimeFormat(locale, { timeZone, ...options });
  });
}

it("names the Monday on which a week begins, also west of UTC", () => {
  readIn("America/Denver");
  show(<Weeks weeks={[week]} />);
  expect(screen.getByRole("rowheader").textContent).toBe("Nov 16, 2026");
  vi.restoreAllMocks();
});

it("counts a single rating", () => {
  show(<Weeks weeks={[week]} />);
  expect(screen.getByText("Full bar: 1 rating")).toBeTruthy();
});

it("says that the days of the range are in UTC", () => {
  show(<RangeBar range={{}} onChange={vi.fn()} />);
  expect(screen.getByLabelText("From (UTC)")).toBeTruthy();
  expect(screen.getByLabelText("Until (UTC)")).toBeTruthy();
});
