import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { Announcer } from "../../../ui/Announcer";
import { listViolations } from "../../../ui/testing";
import { mayLeave } from "../../form/leaving";
import { showAs } from "../../testing/showInDashboard";
import type { Rating, Session } from "../useReport";
import type { Score } from "./choices";
import { DraftsGuard } from "./DraftsGuard";
import { forgetAllDrafts } from "./drafts";
import { RatingForm } from "./RatingForm";

const NAME = "Own part";
const session = { id: "s1" } as Session;
const scored = (level: number | null) => ({ criterion: NAME, level, ratings: [], evidence: [] }) as Score;
const rating = (level: number, id = "r1") =>
  ({ id, criterion: NAME, verdict: "LEVEL", level, reason: null, isMine: true }) as Rating;

function Form({ score, ratings }: { score: Score | null; ratings: readonly Rating[] }) {
  return <RatingForm session={session} criterion={NAME} score={score} ratings={ratings} />;
}

const show = (score: Score | null = null, ratings: readonly Rating[] = []) =>
  showAs("MEMBER", <Form score={score} ratings={ratings} />);

/** Requests that wait for their answers. */
function holdPosts() {
  const answers: ((id: string) => void)[] = [];
  const spy = vi.spyOn(api, "POST").mockImplementation(
    (() =>
      new Promise((resolve) => {
        answers.push((id) => {
          resolve({ data: { data: [{ id }] } });
        });
      })) as never,
  );
  return { answers, sent: () => bodiesOf(spy) };
}

interface Sent {
  body: unknown;
  params: { header: Record<string, string> };
}

const listSent = (spy: { mock: { calls: unknown[][] } }) => spy.mock.calls.map((call) => call[1] as Sent);
const bodiesOf = (spy: { mock: { calls: unknown[][] } }) => listSent(spy).map(({ body }) => body);
const keysOf = (spy: { mock: { calls: unknown[][] } }) =>
  listSent(spy).map(({ params }) => params.header["Idempotency-Key"]);

/** The first response is lost, the later ones are answered. */
function loseFirst() {
  const spy = vi.spyOn(api, "POST").mockResolvedValue({ data: { data: [{ id: "r9" }] } } as never);
  return spy.mockRejectedValueOnce(new ApiError(0));
}

const failPosts = (error: ApiError) => vi.spyOn(api, "POST").mockRejectedValue(error);
const given = (level: number) => ({ criterion: NAME, verdict: "LEVEL", level, reason: null });
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const choose = (label: string) => fireEvent.click(screen.getByLabelText(label));
const isChosen = (label: string) => screen.getByLabelText<HTMLInputElement>(label).checked;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  forgetAllDrafts();
});

it("names the level that the person agrees with", async () => {
  const { sent } = holdPosts();
  show(scored(3));
  choose("Agree with level 3");
  await wait(1_000);
  expect(sent()).toEqual([{ criterion: NAME, verdict: "AGREE", level: 3, reason: null }]);
});

it("doesn't turn kept agreement into agreement with another level", async () => {
  const spy = failPosts(new ApiError(0));
  const { unmount } = show(scored(3));
  choose("Agree with level 3");
  unmount();
  await wait(0);
  spy.mockClear();
  show(scored(1)); // the report was written again
  expect(isChosen("3")).toBe(true);
  expect(isChosen("Agree with level 1")).toBe(false);
  await wait(10_000);
  expect(spy).not.toHaveBeenCalled();
});

it("says that the AI's level has changed, and reads the report again", async () => {
  const details = [{ path: "level", message: "isn't the AI's level any more" }];
  failPosts(new ApiError(409, { code: "CONFLICT", message: "Read it again.", details }));
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, "invalidateQueries");
  showAs("MEMBER", <Form score={scored(3)} ratings={[]} />, client);
  choose("Agree with level 3");
  await wait(1_000);
  await wait(1);
  expect(screen.getByRole("alert").textContent).toContain("The AI’s level has changed");
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ["session", "s1"] });
  expect(await listViolations()).toEqual([]);
});

it("saves a choice that was taken back while the earlier one was being saved", async () => {
  const { answers, sent } = holdPosts();
  show(null, [rating(1)]);
  choose("2");
  await wait(1_000);
  choose("1");
  await wait(5_000);
  expect(sent()).toEqual([given(2)]);
  answers[0]?.("r2");
  await wait(1_100);
  expect(sent()).toEqual([given(2), given(1)]);
  expect(isChosen("1")).toBe(true);
});

it("offers to undo only once the rating is saved", async () => {
  const { answers } = holdPosts();
  show(null, [rating(1)]);
  choose("2");
  await wait(1_000);
  answers[0]?.("r2");
  await wait(1);
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
  choose("3");
  await wait(1_000);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

it("keeps no draft of a rating that was saved after its form was left", async () => {
  const { answers, sent } = holdPosts();
  const { unmount } = show();
  choose("2");
  await wait(1_000);
  unmount();
  answers[0]?.("r2");
  await wait(0);
  show(null, [rating(4, "r3"), rating(2, "r2")]); // a newer rating, from another browser
  await wait(10_000);
  expect(isChosen("4")).toBe(true);
  expect(sent()).toEqual([given(2)]);
});

it("saves a choice that was taken back just before its form was left", async () => {
  const { answers, sent } = holdPosts();
  const { unmount } = show(null, [rating(1)]);
  choose("2");
  await wait(1_000);
  choose("1");
  unmount();
  answers[0]?.("r2");
  await wait(0);
  expect(sent()).toEqual([given(2), given(1)]);
});

it("saves a choice that was taken back in a reopened form while the earlier one was being saved", async () => {
  const { answers, sent } = holdPosts();
  const { unmount } = show(null, [rating(1)]);
  choose("2");
  unmount();
  show(null, [rating(1)]);
  choose("1");
  await wait(5_000);
  expect(sent()).toEqual([given(2)]);
  answers[0]?.("r2");
  await wait(1_100);
  expect(sent()).toEqual([given(2), given(1)]);
  expect(isChosen("1")).toBe(true);
});

it("sends a choice once if its form is opened again while it is being saved", async () => {
  const { answers, sent } = holdPosts();
  const { unmount } = show(null, [rating(1)]);
  choose("2");
  unmount();
  show(null, [rating(1)]);
  await wait(5_000);
  answers[0]?.("r2");
  await wait(1_100);
  expect(sent()).toEqual([given(2)]);
  expect(isChosen("2")).toBe(true);
});

it("tries a rating that could not be saved again when its form is left", async () => {
  const spy = failPosts(new ApiError(503));
  const { unmount } = show();
  choose("2");
  await wait(1_000);
  await wait(1);
  unmount();
  expect(spy).toHaveBeenCalledTimes(2);
});

it("stores a rating once if the response to it is lost, even if its form is left", async () => {
  const spy = loseFirst();
  const { unmount } = show();
  choose("2");
  await wait(1_000);
  await wait(1);
  unmount();
  await wait(0);
  expect(bodiesOf(spy)).toEqual([given(2), given(2)]);
  const [first, second] = keysOf(spy);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).toBe(first);
});

it("sends each other rating with another key", async () => {
  const spy = loseFirst();
  show();
  for (const level of ["2", "3", "2"]) {
    choose(level);
    await wait(1_000);
    await wait(1);
  }
  expect(bodiesOf(spy)).toEqual([given(2), given(3), given(2)]);
  expect(new Set(keysOf(spy)).size).toBe(3);
});

it("saves a choice that was taken back after the response to the earlier one was lost", async () => {
  const spy = loseFirst();
  show(null, [rating(1)]);
  choose("2");
  await wait(1_000);
  await wait(1);
  choose("1");
  await wait(1_100);
  expect(bodiesOf(spy)).toEqual([given(2), given(1)]);
  expect(screen.queryByText("Saving")).toBeNull();
});

function Frame() {
  return (
    <>
      <DraftsGuard />
      <Form score={null} ratings={[]} />
    </>
  );
}

function isCloseBlocked(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

it("saves ratings before the person signs out", async () => {
  const { answers, sent } = holdPosts();
  showAs("MEMBER", <Frame />);
  choose("2");
  let canLeave = false;
  void mayLeave().then((may) => {
    canLeave = may;
  });
  await wait(0);
  expect([sent(), canLeave]).toEqual([[given(2)], false]);
  answers[0]?.("r2");
  await wait(0);
  expect(canLeave).toBe(true);
});

it("asks before the window is closed while a rating isn't saved, on every page", async () => {
  const { answers } = holdPosts();
  showAs("MEMBER", <Frame />);
  expect(isCloseBlocked()).toBe(false);
  choose("2");
  await wait(0);
  expect(isCloseBlocked()).toBe(true);
  await wait(1_000);
  answers[0]?.("r2");
  await wait(1);
  expect(isCloseBlocked()).toBe(false);
});

/** The page around a rating, which can be left. */
function Leavable() {
  const [isLeft, setLeft] = useState(false);
  return (
    <>
      <DraftsGuard />
      <Announcer />
      {!isLeft && <Form score={null} ratings={[]} />}
      <button
        onClick={() => {
          setLeft(true);
        }}
      >
        Leave
      </button>
    </>
  );
}

it.each([
  [503, true],
  [404, false], // the session was deleted
])("keeps a rating that the server answers with %s when its form is left: %s", async (status, isKept) => {
  failPosts(new ApiError(status));
  showAs("MEMBER", <Leavable />);
  choose("2");
  fireEvent.click(screen.getByRole("button", { name: "Leave" }));
  await wait(0);
  expect(screen.queryByText(/A draft is kept on the report page/) !== null).toBe(isKept);
  expect(isCloseBlocked()).toBe(isKept);
});
