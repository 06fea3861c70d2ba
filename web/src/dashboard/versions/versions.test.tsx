import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { differenceQuery, readVersionsAgain } from "./versions";

/** The requests for the difference, in the order in which they began. */
let reads: ((changes: readonly string[]) => void)[];
/** The signal of each request, which says whether it was aborted. */
let signals: AbortSignal[];

beforeEach(() => {
  reads = [];
  signals = [];
  vi.spyOn(api, "GET").mockImplementation(((path: string, { signal }: { signal: AbortSignal }) => {
    if (!path.endsWith("/difference")) return Promise.resolve({ data: { data: {} } });
    signals.push(signal);
    return new Promise((settle, fail) => {
      signal.addEventListener("abort", () => {
        fail(new DOMException("given up", "AbortError"));
      });
      reads.push((changes) => {
        settle({ data: { data: { changes } } });
      });
    });
  }) as never);
});

afterEach(() => {
  vi.restoreAllMocks();
});

it("shows what a save changed, even if the page began to read before the save", async () => {
  const client = new QueryClient();
  const page = new QueryObserver(client, differenceQuery("i1", "v1", undefined));
  const leave = page.subscribe(() => undefined);
  await vi.waitFor(() => {
    expect(reads).toHaveLength(1);
  });
  const again = readVersionsAgain(client, "i1");
  reads[0]?.([]); // the state before the save arrives late
  await vi.waitFor(() => {
    expect(reads).toHaveLength(2);
  });
  expect(signals[0]?.aborted).toBe(true);
  reads[1]?.(["timeLimitMinutes"]);
  await again;
  expect(page.getCurrentResult().data?.changes).toEqual(["timeLimitMinutes"]);
  leave();
});
