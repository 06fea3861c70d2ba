import { beforeEach, expect, it, vi } from "vitest";

const fetched = vi.fn<(address: string) => Promise<Response>>(() => Promise.resolve(new Response()));

beforeEach(() => {
  vi.resetModules();
  fetched.mockClear();
  vi.stubGlobal("fetch", fetched);
  return () => {
    vi.unstubAllGlobals();
  };
});

/** The requests that the first script sends for a page. */
async function listRequests(pathname: string): Promise<string[]> {
  vi.stubGlobal("location", { pathname, search: "", href: `https://aural.example${pathname}` });
  vi.stubGlobal("sessionStorage", { getItem: () => null });
  await import("./early");
  return fetched.mock.calls.map(([address]) => new URL(address).pathname);
}

it("asks for the data of a session", async () => {
  expect(await listRequests("/sessions/s1")).toEqual([
    "/api/v1/me",
    "/api/v1/sessions/s1",
    "/api/v1/sessions/s1/background",
  ]);
});

it.each(["/sessions/compare", "/sessions/compare/"])("doesn't take %s for a session", async (pathname) => {
  expect(await listRequests(pathname)).toEqual([]);
});
