import { describe, expect, it } from "vitest";

import { asApiError, readError } from "./error";

const refusal = (body: object, headers: Record<string, string> = {}) =>
  readError(new Response(JSON.stringify({ error: body }), { status: 400, headers }), "none");

describe("an API error", () => {
  it("keeps the fields of the response", async () => {
    const error = await refusal(
      {
        code: "BAD_REQUEST",
        message: "No.",
        requestId: "r1",
        details: [{ path: "email", message: "Not an address." }],
      },
      { "Retry-After": "30" },
    );
    expect(error).toMatchObject({ status: 400, code: "BAD_REQUEST", message: "No.", requestId: "r1", retryAfter: 30 });
    expect(error.details).toEqual([{ path: "email", message: "Not an address." }]);
  });

  it("copes with an answer that isn't JSON", async () => {
    const error = await readError(new Response("<html>", { status: 502 }), "none");
    expect(error).toMatchObject({ status: 502, code: "UNAVAILABLE", requestId: null, retryAfter: null, details: [] });
  });

  it("has status 0 if no answer came", () => {
    expect(asApiError(new TypeError("Failed to fetch")).status).toBe(0);
  });
});
