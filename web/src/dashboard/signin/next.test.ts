import { expect, it } from "vitest";

import { readNext } from "./next";

it("leads back to the page that the person wanted to open", () => {
  expect(readNext("/interviews?status=archived")).toEqual({ next: "/interviews?status=archived" });
});

it.each([
  ...[undefined, 7, "", "/", "interviews", "//evil.example", "/\\evil.example", "https://evil.example", "/sign-in"],
  ...[
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n//evil.example",
    "/\t\\evil.example",
    "\t//evil.example",
    "/\tsign-in",
  ],
])("ignores any other target: %s", (next) => {
  expect(readNext(next)).toEqual({});
});
