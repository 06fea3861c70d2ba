import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { NOTHING } from "../composer/drafts";
import { question } from "../link/testing";
import { flushes } from "./pictures";
import { type Drawing, useBoard } from "./useBoard";

afterEach(() => {
  vi.unstubAllGlobals();
});

const drawing = (): Drawing => ({
  isEmpty: false,
  scene: () => ({}),
  pack: () => Promise.resolve({ scene: {}, picture: null, text: "" }),
});

it("offers the last accepted drawing if the newest one is refused, but none while saving only fails for now", async () => {
  const statuses = [200, 413, 503, 413];
  vi.stubGlobal("fetch", (_path: string, { method }: RequestInit) => {
    const data = method === "PUT" ? { savedAt: "2026-11-14T10:04:12.000Z", board: "b1" } : {};
    const status = method === "PUT" ? (statuses.shift() ?? 200) : 200;
    return Promise.resolve(Response.json({ data }, { status }));
  });
  const asked = question({ type: "WHITEBOARD" });
  const { result } = renderHook(() => useBoard("s1", asked, NOTHING, () => undefined));
  await waitFor(() => {
    expect(result.current.start).toBeDefined();
  });
  const flush = async (drawn?: Drawing) => {
    if (drawn !== undefined) act(() => { result.current.change(drawn); }); // prettier-ignore
    return act(async () => flushes.get(asked.id)?.());
  };
  const refused = drawing();
  expect(await flush(drawing())).toEqual({ board: "b1", refused: null, isUnknown: false });
  expect((await flush(refused))?.refused).toBe(refused);
  expect(await flush()).toBeNull();
  const again = await flush();
  expect([again?.board, again?.refused === refused]).toEqual(["b1", true]);
});
