import { i18n } from "@lingui/core";
import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { messages } from "../../../locales/zh-Hans/review.po";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import ComparePage from "./ComparePage";

const person = (sessionId: string, purpose: string) => ({
  ...{ sessionId, purpose, label: sessionId, interviewId: "i1", interviewTitle: "Notes", preliminary: false },
  ...{ reportStatus: "READY", reportReason: null, summary: "Fine.", findings: [], themes: [], isScored: false },
  ...{ finishedAt: null, totalDurationSeconds: 600 },
});

async function open(...purposes: string[]) {
  const people = purposes.map((purpose, at) => person(`s${String(at)}`, purpose));
  const answer = { data: { data: { people, criteria: [] } }, response: new Response() };
  vi.spyOn(api, "GET").mockResolvedValue(answer as never);
  const router = createTestRouter(<ComparePage />, "/sessions/compare?ids=s0,s1", "/sessions/compare");
  showAs("MEMBER", <RouterProvider router={router as never} />, new QueryClient());
  act(() => {
    i18n.loadAndActivate({ locale: "zh-Hans", messages });
  });
  await screen.findAllByRole("heading", { level: 3 });
  return screen.getByRole("heading", { level: 1 }).textContent;
}

it("is in the words of a study from its title on if every session belongs to one", async () => {
  expect(await open("RESEARCH", "RESEARCH")).toBe("比较访谈记录");
});

it("is in the words of hiring if one session belongs to it", async () => {
  expect(await open("RESEARCH", "HIRING")).toBe("比较面试记录");
});
