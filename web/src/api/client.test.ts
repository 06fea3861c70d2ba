import { expect, it, vi } from "vitest";

import { join, signIn } from "./account";
import { api } from "./client";
import { effectOf } from "./effect";
import type { ApiError } from "./error";

const account = { code: "c", name: "Mina", email: "mina@example.com", password: "correct horse" };
// Outside of a page, a request needs a whole address.
const baseUrl = "http://localhost/api/v1";
const path = { id: "i1" };
const once = { "Idempotency-Key": "k" };

const REQUESTS: [string, () => Promise<unknown>, string][] = [
  ["a preview", () => api.POST("/interviews/{id}/preview", { baseUrl, params: { path }, body: {} as never }), "none"],
  ["signing in", () => signIn("mina@example.com", "correct horse"), "none"],
  ["a change", () => api.PATCH("/interviews/{id}", { baseUrl, params: { path }, body: {} }), "once"],
  ["a deletion", () => api.DELETE("/interviews/{id}", { baseUrl, params: { path } }), "once"],
  ["publishing", () => api.POST("/interviews/{id}/publish", { baseUrl, params: { path } }), "once"],
  ["a request with a key", () => api.POST("/keys", { baseUrl, params: { header: once }, body: {} as never }), "once"],
  ["a request without a key", () => api.POST("/keys", { baseUrl, body: {} as never }), "each"],
  ["a new account", () => join(account), "each"],
];

it.each(REQUESTS)("says for each failed request what sending it again does: %s", async (_, send, effect) => {
  const fetched = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  const lost: unknown = await send().catch((error: unknown) => error);
  fetched.mockImplementation(() => Promise.resolve(new Response("{}", { status: 504 })));
  const failed: unknown = await send().catch((error: unknown) => error);
  const read = (error: unknown) => [(error as ApiError).status, (error as ApiError).effect];
  expect([read(lost), read(failed)]).toEqual([
    [0, effect],
    [504, effect],
  ]);
});

it("takes a read for harmless, and an unknown write for one that may act twice", () => {
  expect(effectOf("GET", "/something-new")).toBe("none");
  expect(effectOf("POST", "/something-new")).toBe("each");
});
