import { i18n } from "@lingui/core";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { ApiError } from "../../api/error";
import { useSendOnce } from "./useSendOnce";

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
});

/** Sends the bodies, each once the one before has failed with its error. Returns the keys. */
async function keysOf(...requests: [string, ApiError | null][]): Promise<string[]> {
  const keys: string[] = [];
  const send = (_body: string, key: string) => {
    const error = requests[keys.push(key) - 1]?.[1] ?? null;
    return error === null ? Promise.resolve() : Promise.reject(error);
  };
  const { result } = renderHook(() => useSendOnce(send));
  for (const [body, error] of requests)
    if (error === null) await result.current(body);
    else await expect(result.current(body)).rejects.toMatchObject({ status: error.status });
  return keys;
}

const LOST = new ApiError(0);

it.each([
  ["no response", LOST],
  ["a server error", new ApiError(504)],
  ["a sign-in that has ended", new ApiError(401)],
  ["too many requests", new ApiError(429)],
  ["an attempt that is still running", new ApiError(409, {}, 1)],
])("keeps the key after %s", async (_what, error) => {
  const [first, second, third] = await keysOf(["Mina", LOST], ["Mina", error], ["Mina", null]);
  expect([second, third]).toEqual([first, first]);
});

it.each([
  ["a sign-in that has ended", new ApiError(401)],
  ["too many requests", new ApiError(429)],
  ["an attempt that is still running", new ApiError(409, {}, 1)],
  ["a server that restarts", new ApiError(503, { code: "DRAINING" })],
])("says after a lost response that the first attempt may have succeeded: %s", async (_what, error) => {
  const answers = [error, new ApiError(0), error];
  const { result } = renderHook(() =>
    useSendOnce(() => Promise.reject(Object.assign(answers.shift() ?? error, { isOpen: undefined }))),
  );
  await expect(result.current("Bo")).rejects.not.toMatchObject({ isOpen: true });
  await expect(result.current("Mina")).rejects.toMatchObject({ status: 0 });
  await expect(result.current("Mina")).rejects.toMatchObject({ status: error.status, isOpen: true });
});

it("keeps the key of a later body that was sent before the first one succeeded", async () => {
  const answers: (() => void)[] = [];
  const keys: string[] = [];
  const { result } = renderHook(() =>
    useSendOnce(
      (_body: string, key: string) =>
        new Promise<void>((resolve, reject) => {
          const isLost = keys.push(key) === 2;
          answers.push(() => {
            if (isLost) reject(LOST);
            else resolve();
          });
        }),
    ),
  );
  const first = result.current("Mina");
  const second = result.current("Bo");
  answers[0]?.();
  await first;
  answers[1]?.();
  await expect(second).rejects.toBe(LOST);
  void result.current("Bo");
  expect(keys[2]).toBe(keys[1]);
});

it("takes another key for another body, after a refusal and after success", async () => {
  const refused = new ApiError(403, { code: "PLAN_LIMIT_EXCEEDED" });
  const keys = await keysOf(["Mina", LOST], ["Bo", refused], ["Bo", null], ["Bo", null]);
  expect(new Set(keys).size).toBe(4);
});

it("says in plain words that an attempt is still running", async () => {
  const { result } = renderHook(() => useSendOnce(() => Promise.reject(new ApiError(409, { code: "CONFLICT" }, 1))));
  await expect(result.current("Mina")).rejects.toMatchObject({
    ...{ message: "The first attempt is still running. Try again in a moment.", retryAfter: 1, isTranslated: true },
  });
});

it("gives a key to requests without a body, too", async () => {
  const keys: string[] = [];
  const { result } = renderHook(() => useSendOnce((_body: undefined, key: string) => Promise.resolve(keys.push(key))));
  await result.current(undefined);
  await result.current(undefined);
  expect(new Set(keys).size).toBe(2);
});

/** Sends "Mina" as often as there are outcomes: an error, or what was made. `isOutdated` is asked about the latter. */
async function keysUntil(outcomes: (ApiError | string)[], isOutdated: (made: string) => Promise<boolean>) {
  const keys: string[] = [];
  const send = (_body: string, key: string) => {
    const outcome = outcomes[keys.push(key) - 1] ?? "made";
    return outcome instanceof ApiError ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  const { result } = renderHook(() => useSendOnce(send, { isOutdated }));
  const settled: unknown[] = [];
  while (keys.length < outcomes.length) settled.push(await result.current("Mina").catch((error: unknown) => error));
  return { keys, settled };
}

it("takes another key if what the lost attempt created is outdated", async () => {
  const { keys, settled } = await keysUntil([LOST, "old", "new"], (made) => Promise.resolve(made === "old"));
  expect(settled).toEqual([LOST, "new"]);
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
});

it("keeps the key if it can't find out whether what the lost attempt created is outdated", async () => {
  const answers = [Promise.reject(new ApiError(0)), Promise.resolve(false)];
  for (const answer of answers) answer.catch(() => undefined);
  const { keys, settled } = await keysUntil([LOST, "made", "made"], () => answers.shift() ?? Promise.resolve(true));
  expect(settled[1]).toMatchObject({ status: 0, isOpen: true, effect: "once" });
  expect([settled[2], new Set(keys).size]).toEqual(["made", 1]);
});

it("doesn't ask whether something is outdated unless a response was lost", async () => {
  const { settled } = await keysUntil(["made"], () => Promise.reject(new ApiError(500)));
  expect(settled).toEqual(["made"]);
});
