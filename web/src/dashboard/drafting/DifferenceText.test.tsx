import { expect, it } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { DifferenceText } from "./DifferenceText";

const textsOf = (page: HTMLElement, mark: string) =>
  [...page.querySelectorAll(mark)].map(({ textContent }) => textContent.trim());

it("marks removed and added text by more than color, with a label for each", async () => {
  const { container } = show(<DifferenceText before="Why did you leave?" after="Why did you join us?" />);
  expect(container.textContent).toBe("Why did you Removed: leaveAdded: join us?");
  expect(textsOf(container, "del")).toEqual(["Removed: leave"]);
  expect(textsOf(container, "ins")).toEqual(["Added: join us"]);
  expect(textsOf(container, ".sr-only")).toEqual(["Removed:", "Added:"]);
  expect(await listViolations()).toEqual([]);
});

it("marks nothing when the text is unchanged", () => {
  const { container } = show(<DifferenceText before="Why us?" after="Why us?" />);
  expect(container.textContent).toBe("Why us?");
  expect(textsOf(container, "del, ins, .sr-only")).toEqual([]);
});
