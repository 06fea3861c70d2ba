import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import type { Role } from "../../api/account";
import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { listViolations } from "../../ui/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { keepUnsavedWork } from "./rating/testing";
import ReportPage from "./ReportPage";
import { type Session, sessionQuery } from "./useReport";

const session = {
  purpose: "HIRING",
  id: "s1",
  interviewId: "i1",
  interviewTitle: "Lead engineer",
  participantName: "Ada Quist",
  status: "COMPLETED",
  reportStatus: "READY",
  levelsHidden: false,
  preliminary: false,
  preliminaryUntil: null,
  decision: null,
  language: "en",
  startedAt: "2026-11-14T10:00:00Z",
  completedAt: "2026-11-14T10:10:00Z",
  totalDurationSeconds: 600,
  correctedAt: null,
  summary: null,
  scores: [],
  insights: [],
  themes: [],
  evidence: [],
  problems: [],
  candidateQuestions: [],
  suggestions: [],
  messages: [],
} as unknown as Session;

/** The report page of an ended session. Its other requests stay pending, except those that fail. */
async function showReport(
  role: Role,
  changes: Partial<Session> = {},
  fails: (address: string) => boolean = () => false,
) {
  vi.stubGlobal("matchMedia", (media: string) => ({
    matches: media !== "print",
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }));
  vi.spyOn(api, "GET").mockImplementation((address: string) =>
    fails(address) ? Promise.reject(new ApiError(503)) : new Promise<never>(() => undefined),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery("s1").queryKey, { ...session, ...changes });
  const router = createTestRouter(<ReportPage />, "/sessions/s1", "/sessions/$sessionId");
  showAs(role, <RouterProvider router={router} />, client);
  await screen.findByRole("heading", { level: 1, name: "Ada Quist" });
  return client;
}
const buttons = () => screen.getAllByRole("button").map(({ textContent }) => textContent);

it("offers viewers only sharing and downloading, and says why", async () => {
  await showReport("VIEWER");
  expect(buttons()).toEqual(["Share or download"]);
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByText("You can view this page. Ask an owner or admin to make changes.")).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});

it("offers members a decision", async () => {
  await showReport("MEMBER");
  expect(buttons()).toContain("Record your decision");
  expect(screen.queryByText(/You can view this/)).toBeNull();
});

it.each(["RESEARCH", "PRACTICE"] as const)("offers no decision in %s", async (purpose) => {
  await showReport("MEMBER", { purpose });
  expect(buttons()).toEqual(["Share or download"]);
  expect(screen.queryByRole("heading", { name: "Decision" })).toBeNull();
});

it("says that a participant ended the session", async () => {
  await showReport("MEMBER", { endReason: "CANDIDATE_ENDED" });
  expect(screen.getByText("Ended by the candidate")).toBeTruthy();
  expect(screen.queryByText("Completed")).toBeNull();
});

it("says that a report is preliminary, and until when", async () => {
  await showReport("MEMBER", { preliminary: true, preliminaryUntil: "2026-11-15T10:10:00Z" });
  expect(screen.getByText("Preliminary")).toBeTruthy();
  expect(screen.getByText(/The candidate can check the transcript until/).textContent).toContain("2026");
  expect(await listViolations()).toEqual([]);
});

it("doesn't call a final report preliminary", async () => {
  await showReport("MEMBER");
  expect(screen.queryByText(/reliminary/)).toBeNull();
});

it("reads everything again once a report is written, and then stops", async () => {
  const client = await showReport("MEMBER", { reportStatus: "RUNNING" });
  const invalidate = vi.spyOn(client, "invalidateQueries");
  const put = (reportStatus: Session["reportStatus"]) => {
    act(() => {
      client.setQueryData(sessionQuery("s1").queryKey, { ...session, reportStatus });
    });
  };
  put("PENDING");
  expect(invalidate).not.toHaveBeenCalled();
  put("READY");
  await waitFor(() => {
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ["session", "s1"] });
  });
  put("READY");
  expect(invalidate).toHaveBeenCalledOnce();
});

it("shows nothing of a session that was erased since it was loaded", async () => {
  const client = await showReport("MEMBER");
  const listLeft = keepUnsavedWork();
  const listOthers = keepUnsavedWork({ sessionId: "s2" });
  vi.spyOn(api, "GET").mockRejectedValue(new ApiError(404));
  await act(() => client.refetchQueries({ queryKey: sessionQuery("s1").queryKey, exact: true }));
  expect(await screen.findByRole("heading", { level: 1, name: "Not found" })).toBeTruthy();
  expect(screen.queryByText("Ada Quist")).toBeNull();
  expect(listLeft()).toEqual([]);
  expect(listOthers()).toEqual(["rating", "comment"]);
});

const SUGGESTED = { kind: "gap" as const, messageId: null, questionId: null, criterion: null };

it("leads from a suggestion to its place in the transcript", async () => {
  const scrollIntoView = vi.fn<(this: Element) => void>();
  Element.prototype.scrollIntoView = scrollIntoView;
  const message = {
    id: "m1",
    seq: 1,
    role: "assistant",
    content: "Why?",
    timestamp: "2026-11-14T10:02:05Z",
    data: null,
  };
  await showReport("VIEWER", {
    messages: [message] as unknown as Session["messages"],
    suggestions: [
      { ...SUGGESTED, text: "Skipped: “Why?”", messageId: "m1" },
      { ...SUGGESTED, text: "No quote was found for “Care”." },
    ],
  });
  expect(await screen.findByText("No quote was found for “Care”.")).toBeTruthy();
  const place = screen.getByRole("button", { name: "Show 02:05 in the transcript" });
  expect(place.getAttribute("aria-pressed")).toBe("false");
  fireEvent.click(place);
  expect(place.getAttribute("aria-pressed")).toBe("true");
  const [turn, ...others] = document.querySelectorAll("[data-chosen]");
  expect([turn?.textContent, others]).toEqual([expect.stringContaining("Why?"), []]);
  expect(scrollIntoView.mock.contexts).toEqual([turn]);
  expect(await listViolations()).toEqual([]);
});

it("names the parts that could not be loaded, and says that ratings are missing among the criteria", async () => {
  const failed = (address: string) => address.endsWith("/ratings") || address.endsWith("/comments");
  await showReport(
    "MEMBER",
    { scores: [{ criterion: "Care", level: 3, ratings: [3], evidence: [] }] as never },
    failed,
  );
  const box = await screen.findByText("The reviewers’ ratings could not be loaded. The comments could not be loaded.");
  expect(box).toBeTruthy();
  expect(await screen.findByText(/^The reviewers’ ratings are missing here/)).toBeTruthy();
});

it("says that a failed report took nothing with it", async () => {
  await showReport("MEMBER", { reportStatus: "FAILED", reportReason: "The model did not answer.", scores: null });
  expect(screen.getByText(/The transcript and all ratings are kept\./)).toBeTruthy();
});
