import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import { numberQuotes } from "../transcript/numbers";
import type { Rating, Session } from "../useReport";
import type { Score } from "./choices";
import { CriterionRow } from "./CriterionRow";
import { forgetAllDrafts } from "./drafts";

const NAME = "Own part";
const session = {
  id: "s1",
  evidence: [],
  messages: [{ id: "m2", timestamp: "2026-11-14T10:00:05Z" }],
  levelsHidden: false,
} as unknown as Session;
const SCORE = { criterion: NAME, level: 3, ratings: [3, 3, 4], evidence: [] } as Score;

const rating = (id: string, changes: Partial<Rating> = {}): Rating => ({
  id,
  criterion: NAME,
  verdict: "LEVEL",
  level: 2,
  reason: null,
  person: "R. Haddad",
  isMine: false,
  isCurrent: true,
  createdAt: "2026-11-14T10:00:00Z",
  ...changes,
});

interface Shown {
  ratings?: readonly Rating[];
  score?: Score | null;
  canRate?: boolean;
  of?: Session;
  anchors?: { level: 1 | 2 | 3 | 4; text: string }[];
}

function show({ ratings = [], score = null, canRate = true, of = session, anchors = [] }: Shown = {}) {
  const quotes = { whole: numberQuotes(of.evidence), known: [] };
  const row = (
    <ul>
      <CriterionRow
        name={NAME}
        description=""
        anchors={anchors}
        anchor="criterion-1"
        score={score}
        session={of}
        ratings={ratings}
        quotes={quotes}
        canRate={canRate}
      />
    </ul>
  );
  return showAs("MEMBER", row, new QueryClient());
}

const post = () => vi.spyOn(api, "POST").mockReturnValue(new Promise<never>(() => undefined));
const sent = (spy: ReturnType<typeof post>) =>
  spy.mock.calls.map((call) => (call[1] as unknown as { body: unknown }).body);
const given = (level: number, reason: string | null = null) => ({ criterion: NAME, verdict: "LEVEL", level, reason });
/** Lets time pass, and requests be sent. */
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const reason = () => screen.getByLabelText<HTMLTextAreaElement>("Reason");

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  forgetAllDrafts();
});

it("saves a choice automatically and once, without a button", async () => {
  const spy = post();
  show();
  fireEvent.click(screen.getByLabelText("1"));
  fireEvent.click(screen.getByLabelText("2"));
  expect(spy).not.toHaveBeenCalled();
  expect(screen.getByText("Saving")).toBeTruthy();
  await wait(1_000);
  expect(sent(spy)).toEqual([given(2)]);
  expect(screen.queryByRole("button", { name: /Save/ })).toBeNull();
});

const ANCHORS = [
  { level: 4 as const, text: "Says what it cost." },
  { level: 1 as const, text: "Names no part." },
];

it("shows what each level looks like to those who rate, also while the AI's levels are hidden", async () => {
  const { unmount } = show({ anchors: ANCHORS, of: { ...session, levelsHidden: true } });
  const list = screen.getByLabelText("What each level looks like");
  expect(list.textContent).toBe("1Names no part.4Says what it cost.");
  expect(await listViolations()).toEqual([]);
  unmount();
  show({ anchors: ANCHORS, canRate: false });
  expect(screen.queryByLabelText("What each level looks like")).toBeNull();
});

it("asks for a reason if the level differs from the AI's, and saves once there is one", async () => {
  const spy = post();
  show({ score: SCORE });
  fireEvent.click(screen.getByLabelText("2"));
  await wait(10_000);
  expect(spy).not.toHaveBeenCalled();
  expect(screen.getByText("Not saved yet")).toBeTruthy();
  fireEvent.change(reason(), { target: { value: "Named no figure." } });
  fireEvent.blur(reason());
  await wait(0);
  expect(sent(spy)).toEqual([given(2, "Named no figure.")]);
});

it("says nothing about the AI while its levels are hidden, and asks for no reason", async () => {
  const spy = post();
  show({ of: { ...session, levelsHidden: true } });
  fireEvent.click(screen.getByLabelText("2"));
  await wait(1_000);
  expect(sent(spy)).toEqual([given(2)]);
  expect(screen.getByRole("article").textContent).not.toMatch(/AI|Agree/);
});

it("saves another choice after one that could not be saved, and then shows no error", async () => {
  const spy = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(503));
  show();
  fireEvent.click(screen.getByLabelText("2"));
  await wait(1_000);
  await wait(1);
  expect(screen.getByRole("alert").textContent).not.toBe("");
  spy.mockReturnValue(new Promise<never>(() => undefined));
  fireEvent.click(screen.getByLabelText("3"));
  expect(screen.queryByRole("alert")?.textContent ?? "").toBe("");
  await wait(1_000);
  expect(sent(spy)).toEqual([given(2), given(3)]);
});

it("saves at once when the row is left", () => {
  const spy = post();
  const { unmount } = show();
  fireEvent.click(screen.getByLabelText("2"));
  unmount();
  expect(sent(spy)).toEqual([given(2)]);
});

it("keeps a level that still lacks a reason, even if the page is left", () => {
  post();
  const { unmount } = show({ score: SCORE });
  fireEvent.click(screen.getByLabelText("2"));
  unmount();
  show({ score: SCORE, ratings: [rating("r1")] });
  expect(screen.getByLabelText<HTMLInputElement>("2").checked).toBe(true);
  expect(screen.getByText("Not saved yet")).toBeTruthy();
});

it("shows the AI's level and each reviewer's level in words, with names", async () => {
  show({ score: SCORE, ratings: [rating("r1"), rating("r2", { person: "Dana", verdict: "SET_ASIDE", level: null })] });
  const lanes = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(lanes.some((words) => words.includes("AI") && words.includes("3 of 4 (solid)"))).toBe(true);
  expect(lanes.some((words) => words.includes("R. Haddad") && words.includes("rates 2 of 4"))).toBe(true);
  expect(lanes.some((words) => words.includes("Dana") && words.includes("sets this aside"))).toBe(true);
  expect(await listViolations()).toEqual([]);
});

it("says that no evidence was found, and that this isn't a zero", () => {
  show({ score: { ...SCORE, level: null, ratings: [] } });
  expect(screen.getByText("No evidence (not a zero)")).toBeTruthy();
});

it("says why a level was given and what would raise it, except in older reports", () => {
  const { unmount } = show({ score: SCORE });
  expect(screen.queryByText(/For a higher level/)).toBeNull();
  unmount();
  show({ score: { ...SCORE, why: "Names the task.", wouldRaise: "What came of it.", loweredFrom: 4 } });
  expect(screen.getByText("Names the task.")).toBeTruthy();
  expect(screen.getByText("For a higher level: What came of it.")).toBeTruthy();
  expect(screen.getByText(/^Some of the candidate’s sentences mention the top level/)).toBeTruthy();
});

it("shows the quotes that support a level with their numbers", () => {
  const evidence = [{ id: "e1", supports: `criteria/${NAME}`, messageId: "m2", start: 0, end: 5, quote: "I did." }];
  show({ of: { ...session, evidence }, score: SCORE });
  expect(screen.getByRole("button", { name: /^1 .*“I did.”$/ })).toBeTruthy();
});

const NOTHING = "The AI found nothing relevant.";

it("says that the AI found nothing only if it looked for something", () => {
  const { unmount } = show();
  expect(screen.queryByText(NOTHING)).toBeNull();
  unmount();
  show({ score: { ...SCORE, level: null, ratings: [] } });
  expect(screen.getByText(NOTHING)).toBeTruthy();
});

it.each([
  ["once a model wrote the report", { reportStatus: "READY", reportReason: null }, 1],
  ["not before there is a report", { reportStatus: "RUNNING", reportReason: null }, 0],
  ["not if it was written without a model", { reportStatus: "READY", reportReason: "Without a model." }, 0],
] as const)("says that the AI found nothing about a topic of research: %s", (_, changes, count) => {
  show({ of: { ...session, purpose: "RESEARCH", ...changes }, canRate: false });
  expect(screen.queryAllByText(NOTHING)).toHaveLength(count);
});

it("draws several people at one level as one shape with their number", () => {
  const people = ["Ada", "Ben", "Cem", "Dov"].map((person, index) => rating(`r${String(index)}`, { person }));
  show({ ratings: people });
  const [lane] = screen.getAllByRole("listitem").filter(({ textContent }) => textContent.startsWith("People"));
  expect(lane?.querySelector("[aria-hidden]")?.textContent).toBe("4");
});
