import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { SkeletonRows, Skeleton, StillLoading } from "./Skeleton";
import { listViolations, pass, show } from "./testing";

beforeEach(() => {
  vi.useFakeTimers();
});

const words = () => screen.getByRole("status").textContent;
const bones = (root: Element) => root.querySelectorAll(".bone").length;

it("names what is loading, and marks it as busy", async () => {
  const { container } = show(<Skeleton label="Candidates" rows={3} />);
  expect(screen.getByRole("group", { name: "Candidates" }).getAttribute("aria-busy")).toBe("true");
  expect(bones(container)).toBe(3);
  expect(await listViolations()).toEqual([]);
});

it("says nothing for four seconds, then that it is still loading", () => {
  show(<Skeleton label="Candidates" />);
  pass(4_000);
  expect(words()).toBe("");
  pass(1_000);
  expect(words()).toBe("Still loading");
});

it("offers to try again once loading is very slow", async () => {
  const onRetry = vi.fn();
  show(<Skeleton label="Candidates" onRetry={onRetry} />);
  pass(15_000);
  expect(words()).toBe("Still loading");
  expect(screen.queryByRole("button")).toBeNull();
  pass(1_000);
  expect(words()).toContain("This is taking a while.");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("has no button if loading can't be tried again", () => {
  show(<StillLoading />);
  pass(16_000);
  expect(words()).toBe("This is taking a while.");
  expect(screen.queryByRole("button")).toBeNull();
});

it("draws as many bones as it is asked for, at the height of the content", () => {
  const { container } = show(<SkeletonRows count={2} className="h-14" />);
  expect(bones(container)).toBe(2);
  expect(container.querySelectorAll(".bone.h-14")).toHaveLength(2);
});
