import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations } from "../../../ui/testing";
import { forgetAllUnsaved } from "../../autosave/unsaved";
import { showAs } from "../../testing/showInDashboard";
import type { Draft } from "../draft";
import { SettingsTab } from "./SettingsTab";

const draft = {
  id: "i1",
  contactEmail: null,
  language: "en",
  questions: [],
  approvedFacts: [{ topic: "Pay", text: "It depends." }],
} as unknown as Draft;

afterEach(forgetAllUnsaved);

it("says at the field what the server refused, and names it as the page does", async () => {
  vi.useFakeTimers();
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: draft }, response: new Response() } as never);
  const details = [
    { path: "contactEmail", message: "must be an email address, such as alex@example.com" },
    { path: "approvedFacts.0.topic", message: "must not be blank" },
  ];
  const message = "contactEmail must be an email address, such as alex@example.com (and 1 more: see details).";
  vi.spyOn(api, "PATCH").mockRejectedValue(new ApiError(400, { code: "BAD_REQUEST", message, details }));
  showAs("MEMBER", <SettingsTab draft={draft} />);
  const contact = screen.getByLabelText("Contact for candidates");
  fireEvent.change(contact, { target: { value: "jobs@small" } });
  await act(() => vi.advanceTimersByTimeAsync(1_100));
  const described = contact.getAttribute("aria-describedby")?.split(" ").at(-1) ?? "";
  expect(contact.getAttribute("aria-invalid")).toBe("true");
  const said = "Contact for candidates must be an email address, such as alex@example.com.";
  expect(document.getElementById(described)?.textContent).toBe(said);
  expect(screen.getByRole("alert").textContent).toContain(`${said} Approved fact 1 must not be blank.`);
  expect(screen.getByRole("alert").textContent).not.toContain("contactEmail");
  expect(screen.getByLabelText("Topic").getAttribute("aria-invalid")).toBe("true");
  expect(await listViolations()).toEqual([]);
});
