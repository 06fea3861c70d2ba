import { QueryClient, QueryClientProvider, QueryObserver } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { type LiveEvent, watch } from "./live";
import { useLive } from "./useLive";
import { type Session, sessionQuery } from "./useReport";

vi.mock("./live");

const session = { id: "s1", status: "IN_PROGRESS", live: null, messages: [] } as unknown as Session;
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

/** Watches the session. Returns the requests for it. */
function follow() {
  const read = vi.spyOn(api, "GET").mockRejectedValue(new ApiError(503));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(sessionQuery("s1").queryKey, session);
  new QueryObserver(client, sessionQuery("s1")).subscribe(() => undefined);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return { read, client, ...renderHook(() => useLive(session, true), { wrapper }) };
}

beforeEach(() => {
  vi.useFakeTimers();
});

it("reads an ended session again until that succeeds", async () => {
  vi.mocked(watch).mockImplementation(async function* () {
    await Promise.resolve();
    yield { type: "ended", message: null, live: null } as unknown as LiveEvent;
  });
  const { read, client, unmount } = follow();
  await wait(100);
  expect(read).toHaveBeenCalledOnce();
  read.mockResolvedValue({ data: { data: { ...session, status: "COMPLETED" } } } as never);
  await wait(2_000);
  expect(client.getQueryData(sessionQuery("s1").queryKey)?.status).toBe("COMPLETED");
  unmount();
  read.mockClear();
  await wait(10_000);
  expect(read).not.toHaveBeenCalled();
  expect(watch).toHaveBeenCalledOnce();
});

it("reads the session again if it can no longer be watched", async () => {
  vi.mocked(watch).mockImplementation(() => {
    throw new ApiError(404);
  });
  const { read, result, unmount } = follow();
  await wait(100);
  expect(read).toHaveBeenCalledOnce();
  expect(result.current.error?.status).toBe(404);
  unmount();
});
