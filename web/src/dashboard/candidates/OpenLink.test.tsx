import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations, stubClipboard } from "../../ui/testing";
import type { InterviewDetail } from "../interviews/interview";
import { showAs } from "../testing/showInDashboard";
import { OpenLink } from "./OpenLink";

const OPEN = {
  id: "i1",
  title: "Lead",
  publicSlug: "lead",
  isActive: true,
  isDraft: false,
  requireInvite: false,
} as InterviewDetail;

const showLink = (interview: InterviewDetail, canChange = true) =>
  showAs("MEMBER", <OpenLink interview={interview} canChange={canChange} />);

it("copies the link it shows, including the server's address", async () => {
  const writeText = stubClipboard();
  showLink(OPEN);
  const shown = screen.getByLabelText<HTMLInputElement>("Link for candidates").value;
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  await screen.findByRole("button", { name: "Copied" });
  expect(writeText.mock.calls).toEqual([[shown]]);
  expect(shown).toBe(`${location.origin}/i/lead`);
  await screen.findByRole("img", { name: "QR code for the candidate link" });
  expect(await listViolations()).toEqual([]);
});

it("shows no link while only invited people can take the interview", () => {
  showLink({ ...OPEN, requireInvite: true });
  const toggle = screen.getByRole<HTMLInputElement>("switch", { name: "Anyone with the link can take this interview" });
  expect(toggle.checked).toBe(false);
  expect(screen.queryByLabelText("Link for candidates")).toBeNull();
});

it.each([
  ["a draft", { isActive: false, isDraft: true }, "Publish"],
  ["closed", { isActive: false }, "Reopen the interview"],
])("says that an interview is %s, and offers the next step to those who can take it", (state, changes, step) => {
  const { unmount } = showLink({ ...OPEN, ...changes });
  expect(screen.getByText(new RegExp(`This interview is ${state}`))).toBeTruthy();
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([step]);
  unmount();
  showLink({ ...OPEN, ...changes }, false);
  expect(screen.queryByRole("button")).toBeNull();
});
