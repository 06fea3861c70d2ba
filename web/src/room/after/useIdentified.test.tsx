import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { RoomError, startSession } from "../link/http";
import { identify } from "./records";
import { useIdentified } from "./useIdentified";

vi.mock("./records", () => ({ identify: vi.fn() }));

const SENT = { state: "code_sent", email: "a•••@example.com", isNew: true } as const;

async function askedForCode() {
  vi.mocked(identify).mockReset().mockResolvedValueOnce(SENT);
  const load = () => Promise.reject(new RoomError(401));
  const { result } = renderHook(() => useIdentified("backend", "inv_1", load));
  await waitFor(() => {
    expect(result.current.known).toMatchObject({ is: "code", problem: null });
  });
  return result;
}

it.each([
  [400, "wrong"],
  [409, "over"],
] as const)("asks for the code again after a refusal with %i", async (status, problem) => {
  const result = await askedForCode();
  vi.mocked(identify).mockRejectedValueOnce(new RoomError(status));
  await act(async () => {
    result.current.giveCode("123456");
    await Promise.resolve();
  });
  expect(result.current.known).toMatchObject({ is: "code", problem, isBusy: false });
});

it.each([429, 503, 0])("doesn't call a code wrong that wasn't checked: %i", async (status) => {
  const result = await askedForCode();
  vi.mocked(identify).mockRejectedValueOnce(new RoomError(status));
  await act(async () => {
    result.current.giveCode("123456");
    await Promise.resolve();
  });
  expect(result.current.known).toMatchObject({ is: "failed", error: { status } });
});

it("loads nothing by the cookie before the link has been checked", async () => {
  const load = vi.fn(() => Promise.resolve("Ben’s data"));
  let answer: (known: { state: "known" }) => void = () => undefined;
  vi.mocked(identify)
    .mockReset()
    .mockReturnValueOnce(new Promise((settle) => (answer = settle)));
  const { result } = renderHook(() => useIdentified("backend", "inv_ben", load));
  await waitFor(() => {
    expect(identify).toHaveBeenCalledWith("backend", "inv_ben", undefined);
  });
  expect(load).not.toHaveBeenCalled();
  await act(async () => {
    answer({ state: "known" });
    await Promise.resolve();
  });
  expect(result.current.known).toEqual({ is: "ready", data: "Ben’s data" });
});

it("checks the link again before it loads again, because another person may have used the browser meanwhile", async () => {
  const load = vi.fn(() => Promise.reject(new RoomError(0)));
  vi.mocked(identify).mockReset().mockResolvedValueOnce({ state: "known" }).mockResolvedValueOnce(SENT);
  const { result } = renderHook(() => useIdentified("backend", "inv_ben", load));
  await waitFor(() => {
    expect(result.current.known.is).toBe("failed");
  });
  act(() => {
    result.current.reload();
  });
  await waitFor(() => {
    expect(result.current.known.is).toBe("code");
  });
  expect(load).toHaveBeenCalledTimes(1);
});

it("doesn't check the link of a page that has started the session, since it may have been renewed", async () => {
  const started = { sessionId: "s1", state: "new", personalUrl: "http://here/i/backend?token=inv_1" };
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(Response.json({ data: started }));
  await startSession({ slug: "backend", token: "inv_1", name: null, email: null, language: null, consent: null });
  vi.mocked(identify).mockReset();
  history.replaceState(null, "", "?token=inv_1");
  const load = () => Promise.resolve("mine");
  const { result } = renderHook(() => useIdentified("backend", "inv_1", load));
  await waitFor(() => {
    expect(result.current.known).toEqual({ is: "ready", data: "mine" });
  });
  expect(identify).not.toHaveBeenCalled();
  expect(location.search).toBe("");
});
