// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Looker } from "./looker";

const CAMERA = {} as MediaStream;
const EVERY = 2_000;
let faces: number;
let takes: number;
let counting: number;
let mostAtOnce: number;
let told: [string, number][];
let shown: boolean[];
let isClosed: boolean;
let looker: Looker;

/**
 * Opens a looker whose model needs this many milliseconds for its first picture, and for each one after it; several
 * numbers are repeated in their order.
 */
function open(first = 300, others: number | number[] = 100, isBroken = false): void {
  let looks = 0;
  const needs = [others].flat();
  looker = new Looker({
    openCounter: () => ({
      count: async () => {
        counting += 1;
        mostAtOnce = Math.max(mostAtOnce, counting);
        const seen = faces;
        const needed = looks === 0 ? first : needs[(looks - 1) % needs.length];
        looks += 1;
        await new Promise((settle) => setTimeout(settle, needed));
        counting -= 1;
        if (isBroken) throw new Error("no model");
        return seen;
      },
      close: () => {
        isClosed = true;
      },
    }),
    openView: () => ({
      take: () => {
        takes += 1;
        return {} as ImageData;
      },
      close: () => undefined,
    }),
    tell: (state, at) => told.push([state, at]),
    show: (isCounting) => {
      if (shown.at(-1) !== isCounting) shown.push(isCounting);
    },
  });
  looker.use(CAMERA);
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  [faces, takes, counting, mostAtOnce, told, shown, isClosed] = [1, 0, 0, 0, [], [], false];
});

afterEach(() => {
  looker.close();
  vi.useRealTimers();
});

it("looks at most once every two seconds, and never at two pictures at once", async () => {
  open(5_000, 1_000);
  await pass(EVERY - 1);
  expect(takes).toBe(0);
  await pass(60_000);
  expect(takes).toBeGreaterThan(10);
  expect(takes).toBeLessThanOrEqual(30);
  looker.use(CAMERA); // a pause that is over at once
  await pass(10_000);
  expect(mostAtOnce).toBe(1);
});

it("reports a lasting state, and its end when looking stops", async () => {
  open();
  await pass(20_000);
  faces = 0;
  await pass(20_000);
  expect(told.map(([state]) => state)).toEqual(["one", "none"]);
  expect(shown).toEqual([false, true]);
  looker.use(null);
  expect(told.map(([state]) => state)).toEqual(["one", "none", "one"]);
  await pass(20_000);
  expect([told.length, shown.at(-1)]).toEqual([3, false]);
  faces = 2;
  looker.use(CAMERA);
  await pass(20_000);
  expect(told.at(-1)?.[0]).toBe("several");
  window.dispatchEvent(new Event("pagehide"));
  expect(told.at(-1)?.[0]).toBe("one");
});

it("doesn't look while the page is hidden", async () => {
  open();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  await pass(20_000);
  expect(takes).toBe(0);
  hidden.mockReturnValue(false);
  await pass(4_000);
  expect(takes).toBeGreaterThan(0);
});

it("discards a picture whose count finishes after the clock has stopped", async () => {
  open(1_000, 1_000);
  faces = 0;
  await pass(EVERY + 3_000 + 3_000 + 500); // the third look is in progress
  looker.use(null);
  await pass(10_000);
  expect(told).toEqual([]);
});

it("quietly stops if the machine is too slow, and reports nothing", async () => {
  open(10_000, 1_600);
  await pass(120_000);
  expect([takes, told, shown, isClosed]).toEqual([4, [], [false, true, false], true]);
});

it("tolerates a slow first look, and one or two slow ones in a row now and then", async () => {
  open(20_000, [1_600, 1_400, 1_600, 1_600, 1_400]);
  await pass(120_000);
  expect(takes).toBeGreaterThan(20);
  expect(isClosed).toBe(false);
});

it("quietly stops if the model can't run", async () => {
  open(100, 100, true);
  await pass(60_000);
  expect([takes, told, shown, isClosed]).toEqual([1, [], [false], true]);
  looker.use(CAMERA);
  await pass(60_000);
  expect(takes).toBe(1);
});
