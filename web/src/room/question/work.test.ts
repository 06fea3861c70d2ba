// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";

import { Autosave } from "./work";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("saves a state once, however many flushes wait for the request before", async () => {
  const texts: string[] = [];
  const answers: (() => void)[] = [];
  vi.stubGlobal("fetch", (_path: string, { body }: RequestInit) => {
    texts.push((JSON.parse(body as string) as { code: { text: string } }).code.text);
    const data = { savedAt: "2026-11-14T10:04:12.000Z", board: null };
    return new Promise((settle) => {
      answers.push(() => {
        settle(Response.json({ data }));
      });
    });
  });
  const pack = (text: string) => Promise.resolve({ code: { language: "python", text } });
  const save = new Autosave<string>("q1", pack, () => undefined);
  const answer = async () => {
    await vi.waitUntil(() => answers.length > 0);
    for (const settle of answers.splice(0)) settle();
  };
  save.change("first");
  const first = save.flush();
  save.change("second");
  const others = Promise.all([save.flush(), save.flush()]);
  await answer();
  await vi.waitUntil(() => texts.length === 2);
  await answer();
  expect([await first, ...(await others)]).toEqual([true, true, true]);
  expect(texts).toEqual(["first", "second"]);
  expect(save.look().phase).toBe("saved");
});

it("knows which state the server doesn't accept, until a save is tried again", async () => {
  const statuses = [401, 413, 503, 200];
  const data = { savedAt: "2026-11-14T10:04:12.000Z", board: null };
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ data }, { status: statuses.shift() ?? 200 })));
  const pack = (text: string) => Promise.resolve({ code: { language: "python", text } });
  const save = new Autosave<string>("q1", pack, () => undefined);
  save.change("large");
  expect([await save.flush(), save.refused, save.isUnknown]).toEqual([false, "large", true]);
  expect([await save.flush(), save.refused, save.isUnknown]).toEqual([false, "large", false]);
  save.change("small");
  expect([await save.flush(), save.refused]).toEqual([false, null]);
  expect([await save.flush(), save.refused]).toEqual([true, null]);
});

it("knows that a state can't be packed", async () => {
  const save = new Autosave<string>(
    "q1",
    () => Promise.reject(new Error("too many pixels")),
    () => undefined,
  );
  save.change("huge");
  expect([await save.flush(), save.refused]).toEqual([false, "huge"]);
});
