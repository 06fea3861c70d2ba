import { expect, it, vi } from "vitest";

import { startSession } from "../../link/http";
import { callsOf } from "./calls";
import { take } from "./testing";

it("names the session of the take in each call about it, after a retake has begun on this page", async () => {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ data: { sessionId: "s2", tracks: [] } })));
  vi.stubGlobal("fetch", fetched);
  await startSession({ slug: "lead", token: null, name: null, email: null, language: null, consent: null });
  const calls = callsOf("lead");
  await calls.begin(take({ session: "s1" }));
  await calls.send(take({ session: "s1" }), 0, new Uint8Array(20));
  await calls.end(take({ session: "s1" }), 20);
  await calls.agreed();
  const named = fetched.mock.calls.map(([, request]) => new Headers(request?.headers).get("Aural-Session"));
  expect(named).toEqual([null, "s1", "s1", "s1", "s2"]);
});
