import { beforeEach, expect, it, vi } from "vitest";

import { dropEarly, sendEarly, takeEarly } from "./early";

let organization: string | null = null;
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  organization = null;
  fetched.mockReset().mockImplementation(() => Promise.resolve(new Response("{}")));
  vi.stubGlobal("fetch", fetched);
  vi.stubGlobal("location", { href: "https://aural.example/interviews" });
  vi.stubGlobal("sessionStorage", { getItem: () => organization });
  return () => {
    vi.unstubAllGlobals();
  };
});

it("hands over an answer once, however its address is written", async () => {
  sendEarly("/api/v1/me");
  expect(fetched).toHaveBeenCalledOnce();
  expect(await takeEarly("https://aural.example/api/v1/me")).toBeInstanceOf(Response);
  expect(takeEarly("/api/v1/me")).toBeNull();
});

it("asks for the chosen organization, and answers no request for another one", () => {
  organization = "o1";
  sendEarly("/api/v1/me");
  expect(fetched.mock.lastCall?.[1]?.headers).toEqual({ "Aural-Organization": "o1" });
  organization = null;
  expect(takeEarly("/api/v1/me")).toBeNull();
});

it("answers only a request with the same body", () => {
  sendEarly("/room/v1/entry", '{"slug":"lead"}');
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ method: "POST", body: '{"slug":"lead"}' });
  expect(takeEarly("/room/v1/entry", '{"slug":"lead","language":"zh"}')).toBeNull();
  expect(takeEarly("/room/v1/entry", '{"slug":"lead"}')).not.toBeNull();
});

it("answers only a request with the same headers", () => {
  sendEarly("/room/v1/entry", '{"slug":"lead"}', { "Aural-Session": "s1" });
  expect(fetched.mock.lastCall?.[1]?.headers).toEqual({ "Aural-Session": "s1" });
  expect(takeEarly("/room/v1/entry", '{"slug":"lead"}')).toBeNull();
  expect(takeEarly("/room/v1/entry", '{"slug":"lead"}', { "Aural-Session": "s1" })).not.toBeNull();
});

it("hands over nothing that was sent before a change", () => {
  sendEarly("/api/v1/interviews");
  dropEarly();
  expect(takeEarly("/api/v1/interviews")).toBeNull();
});

it("drops an answer that is half a minute old", () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(1_000);
  sendEarly("/api/v1/me");
  sendEarly("/api/v1/interviews");
  now.mockReturnValue(30_999);
  expect(takeEarly("/api/v1/me")).not.toBeNull();
  now.mockReturnValue(31_000);
  expect(takeEarly("/api/v1/interviews")).toBeNull();
  now.mockRestore();
});

it("leaves an error to the caller that takes the answer", async () => {
  fetched.mockRejectedValue(new TypeError("Failed to fetch"));
  sendEarly("/api/v1/me");
  await expect(takeEarly("/api/v1/me")).rejects.toThrow("Failed to fetch");
});
