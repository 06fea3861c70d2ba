import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import type { Comment, Session } from "../useReport";
import { Comments } from "./Comments";
import { DraftsGuard } from "./DraftsGuard";
import { forgetUser } from "./drafts";

const session = { id: "s1", messages: [] } as unknown as Session;
const ANSWER_MILLISECONDS = 1_000;

const field = () => screen.getByLabelText<HTMLTextAreaElement>("Your comment");
const press = () => fireEvent.click(screen.getByRole("button", { name: "Add the comment" }));
/** Effects of a click run in later turns of the event loop. */
const passTurns = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

afterEach(() => {
  forgetUser("m1");
});

function answerLate() {
  vi.useFakeTimers();
  return vi
    .spyOn(api, "POST")
    .mockImplementation(() => new Promise((settle) => setTimeout(settle, ANSWER_MILLISECONDS, { data: {} })) as never);
}

it("keeps text typed while a comment is being sent", async () => {
  answerLate();
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  fireEvent.change(field(), { target: { value: "Ask for figures." } });
  press();
  await passTurns(100);
  fireEvent.change(field(), { target: { value: "And for dates." } });
  await passTurns(2 * ANSWER_MILLISECONDS);
  expect(field().value).toBe("And for dates.");
});

it("sends a comment once even if the button is clicked again", async () => {
  const post = answerLate();
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  fireEvent.change(field(), { target: { value: "Ask for figures." } });
  press();
  await passTurns(100);
  press();
  expect(field().value).toBe("Ask for figures.");
  await passTurns(2 * ANSWER_MILLISECONDS);
  expect(field().value).toBe("");
  press();
  await passTurns(100);
  expect(post).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

const edited = () => screen.getAllByLabelText<HTMLTextAreaElement>("Your comment")[0] as HTMLTextAreaElement;
const comment = { id: "c1", text: "Ask for figures.", person: "R. Haddad", isMine: true, editedAt: null } as Comment;

function Guarded() {
  return (
    <>
      <DraftsGuard />
      <Comments session={session} comments={[{ ...comment, createdAt: "2026-11-14T10:00:00Z" }]} />
    </>
  );
}

function isCloseBlocked(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

/** The response to the request that added the comment. */
const FOUND = { data: { data: comment } };

it("keeps an edited comment when its tab of the report is left", async () => {
  vi.useFakeTimers();
  vi.spyOn(api, "PATCH").mockResolvedValue({ data: {} } as never);
  const { unmount } = showAs("MEMBER", <Guarded />);
  fireEvent.click(screen.getByRole("button", { name: "Edit" }));
  expect(isCloseBlocked()).toBe(false);
  fireEvent.change(edited(), { target: { value: "Ask for dates." } });
  expect(isCloseBlocked()).toBe(true);
  unmount();
  showAs("MEMBER", <Guarded />);
  expect(edited().value).toBe("Ask for dates.");
  fireEvent.click(screen.getByRole("button", { name: "Save the change" }));
  await passTurns(1);
  expect(screen.getByRole("button", { name: "Edit" })).toBeTruthy();
  expect(isCloseBlocked()).toBe(false);
});

it("stores a comment once if the response to it is lost", async () => {
  vi.useFakeTimers();
  const post = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(0));
  post.mockResolvedValue(FOUND as never);
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [FOUND.data.data] } } as never);
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  fireEvent.change(field(), { target: { value: "Ask for figures." } });
  press();
  await passTurns(1);
  press();
  await passTurns(1);
  const [first, second] = post.mock.calls as unknown as [string, { params: { header: object } }][];
  expect(first?.[1].params.header).toEqual({ "Idempotency-Key": expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  expect(second).toEqual(first);
});

it("stores a comment once even if its form was left after the response was lost", async () => {
  vi.useFakeTimers();
  const post = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(0));
  post.mockResolvedValue(FOUND as never);
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [FOUND.data.data] } } as never);
  const { unmount } = showAs("MEMBER", <Comments session={session} comments={[]} />);
  fireEvent.change(field(), { target: { value: "Ask for figures." } });
  press();
  await passTurns(1);
  unmount();
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  press();
  await passTurns(1);
  expect(post).toHaveBeenCalledTimes(2);
  expect(post.mock.calls[1]).toEqual(post.mock.calls[0]);
  expect(field().value).toBe("");
});

it("adds a comment again if the one whose response was lost was deleted", async () => {
  vi.useFakeTimers();
  const post = vi
    .spyOn(api, "POST")
    .mockRejectedValueOnce(new ApiError(0))
    .mockResolvedValue(FOUND as never);
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [] } } as never);
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  fireEvent.change(field(), { target: { value: "Ask for figures." } });
  press();
  await passTurns(1);
  press();
  await passTurns(1);
  const calls = post.mock.calls as unknown as [string, { params: { header: Record<string, string> } }][];
  const [first, second, third] = calls.map(([, { params }]) => params.header["Idempotency-Key"]);
  expect([second === first, third === undefined, third === first]).toEqual([true, false, false]);
});

it("clears a comment that was saved after its form was left and opened again", async () => {
  answerLate();
  const { unmount } = showAs("MEMBER", <Comments session={session} comments={[]} />);
  fireEvent.change(field(), { target: { value: "Ask for figures." } });
  press();
  await passTurns(100);
  unmount();
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  expect(field().value).toBe("Ask for figures.");
  await passTurns(2 * ANSWER_MILLISECONDS);
  expect(field().value).toBe("");
});

it("turns the change of a comment that was deleted meanwhile into a new comment", async () => {
  vi.useFakeTimers();
  vi.spyOn(api, "PATCH").mockRejectedValue(new ApiError(404));
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, "invalidateQueries");
  const { unmount } = showAs("MEMBER", <Guarded />, client);
  fireEvent.change(field(), { target: { value: "And ask for figures." } });
  fireEvent.click(screen.getByRole("button", { name: "Edit" }));
  fireEvent.change(edited(), { target: { value: "Ask for dates." } });
  fireEvent.click(screen.getByRole("button", { name: "Save the change" }));
  await passTurns(1);
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ["session", "s1"] });
  unmount();
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  expect(field().value).toBe("And ask for figures.\n\nAsk for dates.");
  expect(screen.getByText(/has been deleted/)).toBeTruthy();
  fireEvent.change(field(), { target: { value: "" } });
  expect(screen.queryByText(/has been deleted/)).toBeNull();
});

it("forgets a form that was opened without a change, once its comment was deleted", () => {
  const { unmount } = showAs("MEMBER", <Guarded />);
  fireEvent.click(screen.getByRole("button", { name: "Edit" }));
  unmount();
  showAs("MEMBER", <Comments session={session} comments={[]} />);
  expect(field().value).toBe("");
});

function startEditing(text: string): void {
  showAs("MEMBER", <Guarded />);
  fireEvent.click(screen.getByRole("button", { name: "Edit" }));
  expect(document.activeElement).toBe(edited());
  fireEvent.change(edited(), { target: { value: text } });
}

it.each([
  ["Cancel", () => fireEvent.click(screen.getByRole("button", { name: "Cancel" }))],
  ["Esc", () => fireEvent.keyDown(edited(), { key: "Escape" })],
])("leaves a comment unchanged after %s, and returns the focus", async (_, cancel) => {
  startEditing("Ask for dates.");
  expect(await listViolations()).toEqual([]);
  fireEvent.keyDown(edited(), { key: "Escape", isComposing: true });
  expect(edited().value).toBe("Ask for dates.");
  cancel();
  expect(screen.getByText("Ask for figures.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit" }));
  expect(isCloseBlocked()).toBe(false);
});

it("can't cancel a change that is being saved, and forgets the error of a canceled one", async () => {
  vi.useFakeTimers();
  let fail: (error: ApiError) => void = () => undefined;
  vi.spyOn(api, "PATCH").mockReturnValue(new Promise((_, reject) => (fail = reject)) as never);
  startEditing("Ask for dates.");
  fireEvent.click(screen.getByRole("button", { name: "Save the change" }));
  await passTurns(1);
  fireEvent.keyDown(edited(), { key: "Escape" });
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(edited().value).toBe("Ask for dates.");
  fail(new ApiError(503));
  await passTurns(1);
  expect(screen.getByRole("alert")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  fireEvent.click(screen.getByRole("button", { name: "Edit" }));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(edited().value).toBe("Ask for figures.");
});
