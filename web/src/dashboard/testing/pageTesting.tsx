import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRoute, createMemoryHistory, createRouter, RouterProvider } from "@tanstack/react-router";
import { act } from "@testing-library/react";
import { vi } from "vitest";

import type { Role } from "../../api/account";
import { findExample, type Request } from "../../api/testing";
import { activateLocale } from "../../ui/language/locale";
import { showPage } from "../../ui/testing";
import { queryClient } from "../data/queryClient";
import { frame } from "../roots";
import { router } from "../router";

/** Opens whole pages of the dashboard in tests, on an API that answers with the examples of its document. */

const ROUTES = Object.values<AnyRoute>(router.routesById).filter(
  ({ children, options }) => children === undefined && options.component !== undefined,
);
const BY_PATH = new Map(ROUTES.map((route) => [route.fullPath as string, route]));

/** The paths of all pages: "/interviews/$interviewId/share". */
export const PAGES = [...BY_PATH.keys()];
/** The paths of pages inside the frame, for users who are signed in to an organization. */
export const FRAMED_PAGES = PAGES.filter((path) => isFramed(path));

function isFramed(path: string): boolean {
  return BY_PATH.get(path)?.parentRoute === frame;
}

/** Loads the code of all pages, which would arrive too late under fake timers. */
export async function loadPages(): Promise<void> {
  await activateLocale("en"); // they bring their texts
  await Promise.all(ROUTES.map(({ options }) => Promise.resolve(options.component?.preload?.())));
}

/** The search to append to the path of pages that send no request without it. */
const SEARCH: Readonly<Record<string, string>> = {
  "/interviews/$interviewId/candidates/import": "?list=x1",
  "/sessions/compare": "?ids=x1,x2",
};

export const BROKEN = { code: "STORAGE_UNAVAILABLE", message: "The storage is full.", requestId: "req_7f3a9c21" };

interface Api {
  role?: Role;
  /** Whether a request waits until `fail` is called. */
  holds?: (request: Request) => boolean;
  /** Changes the data of an answer. */
  change?: (data: unknown) => unknown;
}

interface OpenPage {
  /** Every request of the page so far. Inside the frame, "GET /me" isn't included; it is always answered. */
  asked: Request[];
  /** Answers all waiting requests with `BROKEN`. */
  fail: () => Promise<void>;
}

/** Opens a page with fake timers, and waits until it shows what the API has answered. */
export async function openPage(
  path: string,
  { role = "OWNER", holds, change = (data) => data }: Api = {},
): Promise<OpenPage> {
  const asked: Request[] = [];
  const waiting: ((answer: Response) => void)[] = [];
  const ask = async (input: string | globalThis.Request, init: RequestInit = {}): Promise<Response> => {
    const { url, method } = typeof input === "string" ? { url: input, method: init.method ?? "GET" } : input;
    const { pathname } = new URL(url, location.origin);
    const { request, body } = findExample(`${method} ${pathname.replace("/api/v1", "")}`);
    if (request === "GET /requests/counts") return Response.json(body); // the navigation's
    if (request === "GET /me" && isFramed(path)) return Response.json({ data: { ...(body.data as object), role } });
    asked.push(request);
    if (holds?.(request)) return new Promise((answer) => waiting.push(answer));
    return Response.json({ ...body, data: change(body.data) }, { headers: { ETag: '"1"' } });
  };
  vi.useFakeTimers();
  vi.stubGlobal("fetch", ask);
  vi.stubGlobal("matchMedia", (media: string) => ({
    matches: media !== "print",
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }));
  queryClient.clear();
  const address = path.replaceAll(/\$\w*/g, "x1") + (SEARCH[path] ?? "");
  const history = createMemoryHistory({ initialEntries: [address] });
  showPage(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createRouter({ ...router.options, history })} />
    </QueryClientProvider>,
  );
  await settle();
  return {
    asked,
    fail: async () => {
      for (const answer of waiting.splice(0)) answer(Response.json({ error: BROKEN }, { status: 503 }));
      await settle();
    },
  };
}

/** Waits until the page shows the answers, including those to follow-up requests. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(10);
    });
}

/** Names of what the page offers: enabled controls, and links outside navigation and tables. */
export function listOffers(): string[] {
  const offers = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    "main :is(button, input, select, textarea, a)",
  );
  return [...offers]
    .filter((offer) => !offer.matches(":disabled, nav *, [role=tablist] *, :is(td, th) a, [aria-hidden=true] *"))
    .map((offer) => offer.getAttribute("aria-label") ?? labelOf(offer) ?? offer.textContent);
}

/** A label around a select also contains its options. */
function labelOf(offer: HTMLInputElement | HTMLSelectElement): string | null | undefined {
  const label = offer.labels?.[0];
  return offer instanceof HTMLSelectElement ? label?.firstChild?.textContent : label?.textContent;
}
