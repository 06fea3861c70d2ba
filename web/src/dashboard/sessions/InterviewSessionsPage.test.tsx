import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../api/client";
import type { components } from "../../api/schema";
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
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  vi.spyOn(api, "GET").mockImplementation(((path: string) => {
    if (path === "/interviews/{id}/sessions") return answer([{ ...ROW, purpose }]);
    return path === "/interviews/{id}" ? new Promise(() => undefined) : answer([]);
  }) as never);
  if (purpose !== undefined) {
    const interview = { title: "Notes", purpose, assessmentCriteria: [], questions: [], publicSlug: null };
    client.setQueryData(interviewQuery("i1").queryKey, interview as unknown as InterviewDetail);
  }
  const router = createTestRouter(
    <InterviewSessionsPage />,
    "/interviews/i1/sessions",
    "/interviews/$interviewId/sessions",
  );
  showAs("MEMBER", <RouterProvider router={router as never} />, client);
  await screen.findByRole("columnheader", { name: "Candidate" });
}

it("has decisions in hiring", async () => {
  await open("HIRING");
  expect(screen.getByRole("columnheader", { name: "Decision" })).toBeTruthy();
});

it.each(["RESEARCH", "PRACTICE", undefined] as const)("has none for %s", async (purpose) => {
  await open(purpose);
  expect(screen.queryByRole("columnheader", { name: "Decision" })).toBeNull();
});
