import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { after, open, view } from "../link/testing";
import { useStateName } from "./useStateName";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

it("renders the room again only when time changes its state", () => {
  const model = after([open(view("your_turn")), { type: "lost", at: 0 }]);
  let draws = 0;
  const { result } = renderHook(() => {
    draws += 1;
    return useStateName(model);
  });
  expect(result.current).toBe("reconnecting");
  act(() => {
    vi.advanceTimersByTime(59_000);
  });
  expect(draws).toBe(1);
  act(() => {
    vi.advanceTimersByTime(2_000);
  });
  expect([result.current, draws]).toEqual(["offline", 2]);
});
