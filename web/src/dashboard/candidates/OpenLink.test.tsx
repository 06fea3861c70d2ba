import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations, stubClipboard } from "../../ui/testing";
import type { InterviewDetail } from "../interviews/interview";
import { showAs } from "../testing";
import { OpenLink } from "./OpenLink";

const OPEN = { id: "i1", publicSlug: "lead", isActive: true, requireInvite: false } as InterviewDetail;

const showLink = (interview: InterviewDetail) => showAs("MEMBER", <OpenLink interview={interview} canChange />);

it("copies the link it shows, including the server's address", async () => {
  const writeText = stubClipboard();
  showLink(OPEN);
  const shown = screen.getByText("/i/lead").textContent;
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  await screen.findByRole("button", { name: "Copied" });
  expect(writeText.mock.calls).toEqual([[`${location.origin}${shown}`]]);
  expect(await listViolations()).toEqual([]);
});

it.each([
  ["is off", { ...OPEN, isActive: false }],
  ["needs an invitation", { ...OPEN, requireInvite: true }],
])("offers no copy button when the link %s", (_, interview) => {
  showLink(interview);
  expect(screen.getByLabelText<HTMLInputElement>(/^Open link/, { selector: "input" }).checked).toBe(false);
  expect(screen.queryByRole("button")).toBeNull();
});
