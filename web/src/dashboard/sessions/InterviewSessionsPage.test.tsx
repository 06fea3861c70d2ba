import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import type { Role } from "../../api/account";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { listViolations, polyfillDialogs } from "../../ui/testing";
import { type InterviewDetail, interviewQuery } from "../interviews/interview";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import InterviewSessionsPage from "./InterviewSessionsPage";

type Purpose = components["schemas"]["InterviewDetail"]["purpose"];

const ROW = {
  ...{ id: "s1", participantName: "Mina", participantEmail: null, interviewTitle: "Notes" },
  ...{ status: "COMPLETED", endReason: "FINISHED", reportStatus: "READY", reportReason: null, scores: null },
  ...{ startedAt: "2026-11-14T10:36:00.000Z", totalDurationSeconds: 600, live: null, decision: null, humanLevels: [] },
};
const answer = (data: unknown) => Promise.resolve({ data: { data }, response: new Response() } as never);

/** Shows the page for an interview of this purpose; undefined while the interview is still loading. */
async function open(purpose: Purpose | undefined) {
  render(purpose, {}, [{ ...ROW, purpose }]);
  await screen.findByRole("columnheader", { name: "Candidate" });
}

function render(purpose: Purpose | undefined, fields: Partial<InterviewDetail>, rows: object[], role: Role = "MEMBER") {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  vi.spyOn(api, "GET").mockImplementation(((path: string) => {
    if (path === "/interviews/{id}/sessions") return answer(rows);
    return path === "/interviews/{id}" ? new Promise(() => undefined) : answer([]);
  }) as never);
  if (purpose !== undefined) {
    const counts = { _count: { questions: 2, sessions: 0 } };
    const interview = {
      id: "i1",
      isDraft: false,
      title: "Notes",
      purpose,
      assessmentCriteria: [],
      questions: [],
      publicSlug: null,
      ...counts,
      ...fields,
    };
    client.setQueryData(interviewQuery("i1").queryKey, interview as unknown as InterviewDetail);
  }
  const router = createTestRouter(
    <InterviewSessionsPage />,
    "/interviews/i1/sessions",
    "/interviews/$interviewId/sessions",
  );
  showAs(role, <RouterProvider router={router as never} />, client);
  return client;
}

it("has decisions in hiring", async () => {
  await open("HIRING");
  expect(screen.getByRole("columnheader", { name: "Decision" })).toBeTruthy();
});

it.each(["RESEARCH", "PRACTICE", undefined] as const)("has none for %s", async (purpose) => {
  await open(purpose);
  expect(screen.queryByRole("columnheader", { name: "Decision" })).toBeNull();
});

it("offers the link of an open interview without sessions", async () => {
  render("HIRING", { isActive: true, requireInvite: false, publicSlug: "notes" }, []);
  expect(await screen.findByText("No sessions yet. Share the interview link.")).toBeTruthy();
  expect(screen.getByDisplayValue(`${location.origin}/i/notes`)).toBeTruthy();
});

const LIVE = { isActive: true, requireInvite: true, publicSlug: "notes" };
const DRAFT = { isDraft: true, isActive: false };
const CLOSED = { isActive: false, requireInvite: false, publicSlug: "notes" };

/** The list without sessions: why it is empty, and what can be done. */
async function openEmpty(fields: Partial<InterviewDetail>, why: string, role: Role = "MEMBER") {
  render("HIRING", fields, [], role);
  const empty = (await screen.findByText(why)).parentElement as HTMLElement;
  return within(empty);
}

it("leads to the candidates of an interview that takes only invited people", async () => {
  const empty = await openEmpty(LIVE, "No sessions yet. Invite candidates to the interview.");
  const invite = empty.getByRole("link", { name: "Invite candidates" });
  expect(invite.getAttribute("href")).toBe("/interviews/i1/candidates");
  expect(document.body.textContent).not.toContain("/i/notes");
});

it.each([
  ["draft", DRAFT, "This interview is a draft. Publish it, then invite candidates.", "Publish"],
  ["closed interview", CLOSED, "This interview is closed to new candidates.", "Reopen the interview"],
])("says why a %s has no sessions, and offers the next step", async (_, fields, why, step) => {
  const empty = await openEmpty(fields, why);
  expect(await empty.findByRole("button", { name: step })).toBeTruthy();
  expect(empty.queryByRole("link")).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("keeps the dialog open that says that a draft was published", async () => {
  polyfillDialogs();
  const client = render("HIRING", { ...DRAFT, requireInvite: true }, []);
  fireEvent.click(await screen.findByRole("button", { name: "Publish" }));
  await screen.findByRole("dialog");
  act(() => {
    client.setQueryData(
      interviewQuery("i1").queryKey,
      (draft) => draft && { ...draft, isDraft: false, isActive: true },
    );
  });
  expect(await screen.findByRole("dialog", { name: "Published" })).toBeTruthy();
});

it.each([
  ["draft", DRAFT, "This interview is a draft."],
  ["closed", CLOSED, "This interview is closed to new candidates."],
  ["live", LIVE, "No sessions yet."],
])("offers viewers no step that they may not take: %s", async (_, fields, why) => {
  const empty = await openEmpty(fields, why, "VIEWER");
  await act(() => Promise.resolve());
  expect([...empty.queryAllByRole("button"), ...empty.queryAllByRole("link")]).toEqual([]);
});
