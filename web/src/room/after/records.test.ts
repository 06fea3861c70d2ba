import { afterEach, expect, it, vi } from "vitest";

import { recallSession } from "../link/shownSession";
import { erase, exportAddress, getRights } from "./records";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("names the session that the page shows in each later call and download", async () => {
  const fetched = vi.fn<typeof fetch>();
  vi.stubGlobal("fetch", fetched);
  fetched.mockResolvedValueOnce(Response.json({ data: { title: "Lead" } })); // by a server of an earlier version
  await getRights("lead", new AbortController().signal);
  expect(exportAddress("lead", "json")).toBe("/room/v1/export?slug=lead&format=json");
  fetched.mockResolvedValueOnce(Response.json({ data: { title: "Lead", sessionId: "s1" } }));
  await getRights("lead", new AbortController().signal);
  expect(exportAddress("lead", "json")).toBe("/room/v1/export?slug=lead&format=json&session=s1");
  recallSession("lead", null); // after a reload
  expect(exportAddress("lead", "json")).toContain("&session=s1");
  fetched.mockResolvedValueOnce(Response.json({ data: { receipt: { id: "r1" } } }));
  await erase("lead");
  expect(fetched.mock.lastCall?.[1]?.headers).toMatchObject({ "Aural-Session": "s1" });
});
