import { expect, it } from "vitest";

import { pathIn } from "./pastedPath";

it.each([
  ["https://talk.example.com/i/backend?token=inv_6Qm2", "/i/backend?token=inv_6Qm2"],
  ["  Your interview: https://talk.example.com/i/backend#top  ", "/i/backend"],
  ["<https://talk.example.com/i/backend?token=inv_6Q-2>", "/i/backend?token=inv_6Q-2"],
  ["Open https://talk.example.com/i/backend?token=inv_6Qm2.", "/i/backend?token=inv_6Qm2"],
  ["“https://talk.example.com/i/backend?token=inv_6Qm2”", "/i/backend?token=inv_6Qm2"],
  ["https://talk.example.com/i/backend?token=inv_6Qm2。请在周五前完成", "/i/backend?token=inv_6Qm2"],
  ["https://talk.example.com/i/backend，谢谢", "/i/backend"],
  ["https://talk.example.com/i/backend?from=mail&token=inv_6Qm2,", "/i/backend?from=mail&token=inv_6Qm2"],
  ["/i/backend", "/i/backend"],
  ["https://talk.example.com/", null],
])("finds the address of an interview with its token: %s", (pasted, path) => {
  expect(pathIn(pasted)).toBe(path);
});
