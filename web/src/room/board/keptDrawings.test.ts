import { expect, test } from "vitest";

import { isNewer, KeptDrawings } from "./keptDrawings";

const drawing = { scene: { elements: [] }, base: "b1", at: "2026-11-14T10:00:00.000Z" };

test("a drawing is stored by session and question until it is forgotten", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const drawings = new KeptDrawings(store, "s1");
  drawings.keep("q1", drawing);
  drawings.keep("q2", { ...drawing, base: null });
  expect(new KeptDrawings(store, "s1").read("q1")).toEqual(drawing);
  expect(new KeptDrawings(store, "s2").read("q1")).toBeNull();
  drawings.forget("q1");
  expect(drawings.read("q1")).toBeNull();
  expect(drawings.read("q2")?.base).toBeNull();
  drawings.forget("q2");
  expect(kept.size).toBe(0);
});

test("a local drawing wins if it is based on the server's drawing or newer than it", () => {
  expect(isNewer(drawing, null, null)).toBe(true);
  expect(isNewer(drawing, { board: "b1" }, "2026-11-14T11:00:00.000Z")).toBe(true);
  expect(isNewer(drawing, { board: "b2" }, "2026-11-14T09:00:00.000Z")).toBe(true);
  expect(isNewer(drawing, { board: "b2" }, "2026-11-14T11:00:00.000Z")).toBe(false);
});
