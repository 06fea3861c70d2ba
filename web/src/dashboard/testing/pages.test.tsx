import { cleanup, fireEvent, getByText } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";

import { findExample, type Request } from "../../api/testing";
import { pass } from "../../ui/testing";
import {
  EMPTY,
  LOADS_NOTHING,
  NEVER_EMPTY,
  OPTIONAL,
  REDUCED,
  SAME_FOR_ALL,
  UNANNOUNCED,
  VIEW_ONLY,
} from "./pageStates";
import { BROKEN, FRAMED_PAGES, listOffers, loadPages, openPage, PAGES, settle } from "./pageTesting";

// The API client requests URLs without a host, which Node refuses. It picks up this class when it is imported.
vi.hoisted(() => {
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(input: string, init?: RequestInit) {
        super(new URL(input, location.origin), init);
      }
    },
  );
});

beforeAll(loadPages);

beforeEach(() => {
  vi.spyOn(console, "error");
});

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled();
});

const shows = (words: string) => document.body.textContent.includes(words);
const isForList = (request: Request) => Array.isArray(findExample(request).body.data);
const isBusy = () => document.querySelector("[aria-busy=true]") !== null;
const listErrors = () => [...document.querySelectorAll<HTMLElement>("[role=alert]:not(:empty)")];

/**
 * Opens a page with some of its requests pending, lets them fail, and tries again. Returns whether the page showed that
 * it was loading and that it had failed, and the requests that it repeated.
 */
async function failAt(path: string, holds: (request: Request) => boolean) {
  const page = await openPage(path, { holds });
  const held = [...new Set(page.asked.filter(holds))];
  const isLoading = isBusy();
  const isSlowAtOnce = shows("Still loading");
  pass(5_000);
  const isSlow = shows("Still loading");
  await page.fail();
  const errors = listErrors();
  const askedBefore = page.asked.length;
  for (const error of errors) {
    expect(error.textContent).toContain("The server is temporarily unavailable.");
    expect(error.textContent).toContain(BROKEN.requestId);
    fireEvent.click(getByText(error, "Try again"));
  }
  await settle();
  const headings = document.querySelectorAll("h1").length;
  cleanup();
  const again = page.asked.slice(askedBefore);
  return { held, again, isLoading, isSlowAtOnce, isSlow, isFailed: errors.length > 0, headings };
}

it.each(PAGES)("%s says what is loading and what failed, and tries again", async (path) => {
  const whole = await openPage(path);
  const requests = [...new Set(whole.asked)];
  expect(requests.length === 0).toBe(LOADS_NOTHING.includes(path));
  if (EMPTY[path] === undefined) expect(requests.some(isForList)).toBe(NEVER_EMPTY.includes(path));
  expect(isBusy()).toBe(false);
  expect(listErrors()).toEqual([]);
  cleanup();
  const one = requests.map((only) => (request: Request) => request === only);
  for (const holds of requests.length > 1 ? [() => true, ...one] : [() => true]) {
    const { held, again, ...shown } = await failAt(path, holds);
    const needed = held.filter((request) => !OPTIONAL[path]?.includes(request));
    const isLoading = needed.some((request) => !UNANNOUNCED[path]?.includes(request));
    const isFailed = needed.length > 0;
    const triesAgain = needed.some((request) => again.includes(request));
    expect({ held, ...shown, triesAgain }).toEqual({
      ...{ held, isLoading, isSlowAtOnce: false, isSlow: isLoading, isFailed, headings: 1, triesAgain: isFailed },
    });
  }
});

it.each(FRAMED_PAGES)("%s offers viewers what they may do, and says what they may not", async (path) => {
  await openPage(path, { role: "VIEWER" });
  const offers = listOffers();
  const [words, ...expected] = REDUCED[path] ?? [];
  if (words === undefined) {
    expect(shows(VIEW_ONLY)).toBe(false);
    cleanup();
    await openPage(path);
    expect(listOffers()).toEqual(offers);
  } else {
    expect(document.body.textContent).toContain(words);
    expect(offers).toEqual(expected);
  }
});

/** The same data as if nothing had been created yet. */
function empty(data: unknown): unknown {
  if (Array.isArray(data)) return [];
  if (typeof data === "number") return 0;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, empty(value)]));
}

it.each(Object.entries(EMPTY))("%s says that nothing exists yet", async (path, words) => {
  await openPage(path, { change: empty });
  expect(document.body.textContent).toContain(words);
});

it("has expectations for every page, and for no others", () => {
  expect([...Object.keys(REDUCED), ...SAME_FOR_ALL].toSorted()).toEqual(FRAMED_PAGES.toSorted());
  const expected = [OPTIONAL, UNANNOUNCED, EMPTY].flatMap((pages) => Object.keys(pages));
  expect(PAGES).toEqual(expect.arrayContaining([...expected, ...NEVER_EMPTY]));
});
