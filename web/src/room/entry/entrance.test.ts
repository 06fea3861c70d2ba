import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";

import { entranceOf, forgetEntrance } from "./entrance";
import { getTicket, startSession } from "../link/http";

const REQUEST = { slug: "a", token: null, name: null, email: null, language: null, consent: null };
const DRAINING = { error: { code: "DRAINING", message: "This server is about to restart." } };
const STARTED = { sessionId: "s1", state: "new", personalUrl: "http://here/i/a?token=t" };

const refused = (body: object = DRAINING) =>
  new Response(JSON.stringify(body), { status: 503, headers: { "Retry-After": "1" } });

describe("the ID of an attempt to enter", () => {
  it("stays the same until it is forgotten, and is different for each link", async () => {
    const id = await entranceOf("a");
    expect(await entranceOf("a")).toBe(id);
    expect(await entranceOf("b")).not.toBe(id);
    forgetEntrance("a");
    expect(await entranceOf("a")).not.toBe(id);
  });
});

describe("a server that is about to stop", () => {
  let fetched: Mock<typeof fetch>;

  beforeEach(() => {
    vi.useFakeTimers();
    fetched = vi.fn<typeof fetch>();
    vi.stubGlobal("fetch", fetched);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("gets the same request again until another server answers", async () => {
    fetched.mockResolvedValueOnce(refused()).mockResolvedValueOnce(refused());
    fetched.mockResolvedValueOnce(new Response(JSON.stringify({ data: STARTED })));
    const started = startSession({ ...REQUEST, entrance: "e1" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(fetched).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await started).toEqual(STARTED);
    const sent = fetched.mock.calls.map(([, request]) => request?.body);
    expect(new Set(sent)).toEqual(new Set([JSON.stringify({ ...REQUEST, entrance: "e1" })]));
  });

  it("learns which session the page shows from every later call", async () => {
    fetched.mockImplementation(() => Promise.resolve(Response.json({ data: { ...STARTED, ticket: "t1" } })));
    await startSession(REQUEST);
    await getTicket("a", new AbortController().signal);
    expect(fetched.mock.lastCall?.[1]?.headers).toEqual({ "Content-Type": "application/json", "Aural-Session": "s1" });
  });

  it("gets at most ten requests, and any other refusal is reported at once", async () => {
    fetched.mockImplementation(() => Promise.resolve(refused()));
    const told = expect(startSession(REQUEST)).rejects.toMatchObject({ code: "DRAINING" });
    await vi.advanceTimersByTimeAsync(60_000);
    await told;
    expect(fetched).toHaveBeenCalledTimes(10);
    fetched.mockImplementation(() => Promise.resolve(refused({ error: { code: "STORAGE_UNAVAILABLE" } })));
    await expect(startSession(REQUEST)).rejects.toMatchObject({ status: 503 });
    expect(fetched).toHaveBeenCalledTimes(11);
  });
});
