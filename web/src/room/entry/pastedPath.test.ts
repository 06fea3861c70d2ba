import { expect, it } from "vitest";

import { pathIn } from "./pastedPath";

it.each([
  ["https://talk.example.com/i/backend?token=inv_6Qm2", "/i/backend?token=inv_6Qm2"],
  ["  Your interview: https://talk.example.com/i/backend#top  ", "/i/backend#top"],
  ["/i/backend", "/i/backend"],
  ["https://talk.example.com/", null],
])("finds the address of an interview with its token: %s", (pasted, path) => {
  expect(pathIn(pasted)).toBe(path);
});
