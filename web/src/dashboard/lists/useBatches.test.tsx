import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import { type Batch, type Outcome, splitIntoBatches } from "./batches";
import { useBatches } from "./useBatches";

const IDS = Array.from({ length: 250 }, (_, at) => `c${String(at)}`);
const done = (id: string): Outcome => ({ id, done: true, code: null, message: null });
const settle = () => act(async () => vi.waitFor(() => Promise.resolve()));

it("splits rows into requests of at most a hundred, each with a unique key", () => {
  const batches = splitIntoBatches(IDS);
  expect(batches.map(({ ids }) => ids.length)).toEqual([100, 100, 50]);
  expect(batches.flatMap(({ ids }) => ids)).toEqual(IDS);
  expect(new Set(batches.map(({ key }) => key)).size).toBe(3);
  expect(splitIntoBatches([])).toEqual([]);
});

it("sends one request after the other, and collects the result of each row", async () => {
  const asked: Batch[] = [];
  const answers: ((outcomes: Outcome[]) => void)[] = [];
  const send = (batch: Batch) => {
    asked.push(batch);
    return new Promise<Outcome[]>((answer) => answers.push(answer));
  };
  const onEnd = vi.fn();
  const { result } = renderHook(() => useBatches(onEnd));
  expect(result.current.work).toBeNull();
  act(() => {
    result.current.start(IDS, send);
  });
  for (const [at, outcomes] of [0, 100, 200].entries()) {
    expect(asked).toHaveLength(at + 1);
    expect(result.current.work).toMatchObject({ count: 250, isBusy: true });
    expect(result.current.work?.outcomes).toHaveLength(outcomes);
    answers[at]?.(asked[at]?.ids.map(done) ?? []);
    await settle();
  }
  expect(result.current.work).toMatchObject({ isBusy: false, error: null });
  expect(result.current.work?.outcomes.map(({ id }) => id)).toEqual(IDS);
  expect(onEnd).toHaveBeenCalledOnce();
});

it("stops when the connection is lost, and retries unanswered requests with the same key", async () => {
  const asked: Batch[] = [];
  let isOffline = true;
  const send = ({ ids, key }: Batch) => {
    asked.push({ ids, key });
    return isOffline && asked.length === 2 ? Promise.reject(new TypeError("offline")) : Promise.resolve(ids.map(done));
  };
  const { result } = renderHook(() => useBatches(vi.fn()));
  act(() => {
    result.current.start(IDS, send);
  });
  await settle();
  expect(result.current.work).toMatchObject({ isBusy: false, error: new ApiError(0) });
  expect(result.current.work?.outcomes).toHaveLength(100);
  isOffline = false;
  act(() => {
    result.current.retry();
  });
  await settle();
  expect(asked).toHaveLength(4);
  expect(asked[2]).toEqual(asked[1]);
  expect(result.current.work).toMatchObject({ isBusy: false, error: null });
  expect(result.current.work?.outcomes.map(({ id }) => id)).toEqual(IDS);
});

it("retries a refused request with a new key", async () => {
  const keys: string[] = [];
  const send = ({ ids, key }: Batch) => {
    keys.push(key);
    return keys.length === 1 ? Promise.reject(new ApiError(403)) : Promise.resolve(ids.map(done));
  };
  const { result } = renderHook(() => useBatches(vi.fn()));
  act(() => {
    result.current.start(["c1"], send);
  });
  await settle();
  expect(result.current.work).toMatchObject({ isBusy: false, error: new ApiError(403) });
  act(() => {
    result.current.retry();
  });
  await settle();
  expect(new Set(keys).size).toBe(2);
  expect(result.current.work).toMatchObject({ isBusy: false, error: null });
});
