import { act, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { showPage } from "../ui/testing";
import RoomApp from "../room/RoomApp";

/** The session of each person, by their link's token. The cookie of this browser is of the last one who entered. */
const SESSIONS: Readonly<Record<string, string>> = { A: "s-ann", B: "s-ben" };
let cookie: string | null;
let isPublic: boolean;
let hasRetake: boolean;
/** Whether the server stores nothing about Ann anymore. */
let isErased: boolean;
/** Whether the server is too old to say whether it has data. */
let isOld: boolean;
/** The session that each call named. */
let calls: [path: string, named: string | null][];

interface Sent {
  token: string | null;
}

/** Recognizes a caller as `find_candidate` does. */
function candidateOf(token: string | null, named: string | null): string | null {
  const isDead = isErased && token === "A";
  const ofToken = token === null || isDead ? null : (SESSIONS[token] ?? null);
  const owner = token === null || (isDead && named !== null) ? cookie : ofToken;
  return named === null || named === owner ? owner : null;
}

function entryOf(token: string | null, named: string | null) {
  const owner = candidateOf(token, named);
  const began = isPublic ? "new" : "invite_only";
  const gone = isErased ? "erased" : "unknown";
  const state = owner !== null ? (hasRetake ? "new" : "resumable") : token === null ? began : gone;
  const interview = { title: "Screening", language: "en", purpose: "HIRING", organizationName: "Harbour" };
  return {
    state,
    ...(!isOld && { hasData: owner !== null }),
    interview: { ...interview, ...(state !== "invite_only" && { inviteRequired: !isPublic }) },
    participant: { needsName: owner === null, needsEmail: owner === null, name: owner, email: null },
    consent: state === "new" ? { version: "1", language: "en", title: "", paragraphs: [], items: [] } : null,
    progress: null,
    disclosure: null,
    adjustments: [],
    endedAt: null,
  };
}

const answer = (address: RequestInfo | URL, request?: RequestInit): Promise<Response> => {
  const path = new URL(address as string, location.href).pathname;
  const named = new Headers(request?.headers).get("Aural-Session");
  const { token } = JSON.parse(request?.body as string) as Sent;
  calls.push([path.slice("/room/v1/".length), named]);
  if (path === "/room/v1/erase") return Promise.resolve(Response.json({ data: { receipt: { id: "r1" } } }));
  if (path === "/room/v1/entry") return Promise.resolve(Response.json({ data: entryOf(token, named) }));
  cookie = candidateOf(token, named);
  if (cookie === null) return Promise.resolve(Response.json({ error: { code: "CONFLICT" } }, { status: 409 }));
  return Promise.resolve(Response.json({ data: { sessionId: cookie, state: "resumable", personalUrl: "" } }));
};

beforeEach(() => {
  sessionStorage.clear();
  cookie = null;
  isPublic = false;
  hasRetake = false;
  isErased = false;
  isOld = false;
  calls = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(answer);
});
afterEach(() => {
  history.replaceState(null, "", "/");
});

/** Opens an address in the tab, as a new page that first sends what `early.ts` does. */
async function open(address: string) {
  history.replaceState(null, "", address);
  calls = [];
  vi.resetModules();
  await import("./early");
  const { useEntry: use } = await import("../room/entry/useEntry");
  const page = renderHook(() => use(location.pathname.split("/")[2] ?? ""));
  await waitFor(() => {
    expect(page.result.current.entry).not.toBeNull();
  });
  return page;
}

async function begin(address: string): Promise<void> {
  const page = await open(address);
  act(() => {
    page.result.current.resume();
  });
  await waitFor(() => {
    expect(page.result.current.started).not.toBeNull();
  });
  page.unmount();
}

/** Goes back to the landing page. The address has changed before the page notices. */
async function goBack(): Promise<void> {
  history.replaceState(null, "", "/i/lead");
  calls = [];
  act(() => {
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await waitFor(() => {
    expect(calls.map(([path]) => path)).toEqual(["entry"]);
  });
  await act(() => vi.dynamicImportSettled());
}

/** Ann begins by her link, and then Ben by his in another tab of the same browser. */
async function beginBoth(): Promise<void> {
  await begin("/i/lead?token=A");
  cookie = "s-ben";
}

it.each([
  ["room", false],
  ["room", true],
  ["check", true],
  ["practice", true],
  ["done", true],
])("asks for Ann's link if her %s is reloaded after Ben began, on a public link: %s", async (step, isOpen) => {
  isPublic = isOpen;
  await beginBoth();
  const { result } = await open(`/i/lead/${step}`);
  expect(result.current).toMatchObject({ entry: { state: "invite_only" }, started: null, step: "landing" });
  expect(calls).toEqual([["entry", "s-ann"]]);
});

it.each(["/i/lead", "/i/lead/room"])(
  "asks for Ann's link if she goes back after Ben began, from %s",
  async (address) => {
    isPublic = true;
    await begin("/i/lead?token=A");
    const page = await open(address); // by the cookie
    if (address === "/i/lead") act(page.result.current.resume);
    await waitFor(() => {
      expect(page.result.current.started).not.toBeNull();
    });
    cookie = "s-ben";
    await goBack();
    expect(page.result.current).toMatchObject({ entry: { state: "invite_only" }, step: "landing" });
  },
);

it("still asks for Ann's link if she goes back from the page that says so", async () => {
  isPublic = true;
  await beginBoth();
  const page = await open("/i/lead/room");
  await goBack();
  expect(page.result.current.entry?.state).toBe("invite_only");
});

it("doesn't ask for a link if the server is too old to say whether it knows the person", async () => {
  isPublic = true;
  await beginBoth();
  isOld = true;
  expect((await open("/i/lead/room")).result.current.entry?.state).toBe("new");
});

it.each(["/i/lead", "/i/lead/rights"])("lets Ann's tab forget a session that she erased, at %s", async (address) => {
  await begin("/i/lead?token=A");
  const page = await open(address === "/i/lead" ? "/i/lead?token=A" : address);
  if (address === "/i/lead") {
    act(page.result.current.resume);
    await waitFor(() => {
      expect(page.result.current.started).not.toBeNull();
    });
    isErased = true;
    cookie = null;
    await goBack();
    expect(page.result.current.entry?.state).toBe("erased");
  } else {
    const { erase } = await import("../room/after/records");
    await erase("lead");
  }
  page.unmount();
  cookie = "s-ann-2"; // she was invited again
  expect((await open("/i/lead")).result.current.entry?.state).toBe("resumable");
});

it("keeps Ben's session if Ann's link is opened in his tab after she erased her data", async () => {
  await begin("/i/lead?token=B");
  isErased = true;
  expect((await open("/i/lead?token=A")).result.current.entry?.state).toBe("erased");
  await open("/i/lead/room");
  expect(calls[0]).toEqual(["entry", "s-ben"]);
});

it.each([
  [false, /^Find the email with your personal link/],
  [true, /^This browser no longer recognizes you/],
])("says so on the page, and shows nothing of Ben, on a public link: %s", async (isOpen, sentence) => {
  isPublic = isOpen;
  await beginBoth();
  history.replaceState(null, "", "/i/lead/room");
  showPage(<RoomApp slug="lead" />);
  expect(await screen.findByRole("heading", { name: "You need a personal link" })).toBeTruthy();
  expect(screen.getByText(sentence)).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Your link" })).toBeTruthy();
  expect(document.body.textContent).not.toContain("s-ben");
});

it.each([false, true])("resumes Ann's room after a reload in her own browser, on a public link: %s", async (isOpen) => {
  isPublic = isOpen;
  await begin("/i/lead?token=A");
  const { result } = await open("/i/lead/room");
  expect(result.current.started?.sessionId).toBe("s-ann");
  expect(calls).toEqual([
    ["entry", "s-ann"],
    ["sessions", "s-ann"],
  ]);
});

it("opens Ben's link in Ann's tab, which is his from the start on", async () => {
  await begin("/i/lead?token=A");
  const { result, unmount } = await open("/i/lead?token=B");
  expect(result.current.entry).toMatchObject({ state: "resumable", participant: { name: "s-ben" } });
  expect(calls).toEqual([["entry", null]]);
  unmount();
  await begin("/i/lead?token=B");
  expect((await open("/i/lead/room")).result.current.started?.sessionId).toBe("s-ben");
});

it("doesn't let Ann's tab show Ben's session because his link was opened in it meanwhile", async () => {
  await beginBoth();
  (await open("/i/lead?token=B")).unmount();
  expect((await open("/i/lead/room")).result.current.started).toBeNull();
});

it("names no session of another interview", async () => {
  await begin("/i/lead?token=A");
  await open("/i/cook");
  expect(calls).toEqual([["entry", null]]);
});

it("lets Ann begin a retake after a reload", async () => {
  await begin("/i/lead?token=A");
  hasRetake = true;
  expect((await open("/i/lead/room")).result.current.entry?.state).toBe("new");
});

it("lets the next person begin by a public link once the browser has forgotten Ann", async () => {
  isPublic = true;
  await begin("/i/lead?token=A");
  cookie = null;
  expect((await open("/i/lead")).result.current.entry?.state).toBe("new");
});

it("relies on the cookie if the browser forbids the tab to remember", async () => {
  vi.spyOn(window, "sessionStorage", "get").mockImplementation(() => {
    throw new DOMException("", "SecurityError");
  });
  await begin("/i/lead?token=A");
  expect((await open("/i/lead/room")).result.current.started?.sessionId).toBe("s-ann");
  expect(calls).toEqual([
    ["entry", null],
    ["sessions", null],
  ]);
});
