// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Run } from "../link/protocol";
import { Runner } from "./runner";
import { Sandbox } from "./sandbox";

// Without the frame, no file of a language is requested.
vi.mock("./runtimes", () => ({ loadRuntime: () => Promise.reject(new Error("Nobody asks.")) }));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it("fails if its frame never loads, and can be tried again", () => {
  const runner = new Runner("javascript", (...about) => new Sandbox(...about));
  const ended: Run[] = [];
  runner.listen((run) => ended.push(run));
  runner.prepare();
  runner.run("1");
  expect(runner.look()).toMatchObject({ phase: "loading", isAsked: true });
  vi.advanceTimersByTime(10_000);
  expect(runner.look()).toMatchObject({ phase: "failed", isAsked: false });
  expect(document.querySelectorAll("iframe")).toHaveLength(0);
  runner.run("1");
  expect(runner.look()).toMatchObject({ phase: "loading", isAsked: true });
  runner.close();
  vi.advanceTimersByTime(10_000);
  expect(runner.look().phase).toBe("loading");
  expect(ended).toEqual([]);
});
