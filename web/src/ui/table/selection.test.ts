import { expect, it } from "vitest";

import { afterPress, afterPressAll } from "./selection";

const SHOWN = ["a", "b", "c", "d", "e"];
const press = (ids: string[], id: string, from: string | null = null) => [
  ...afterPress({ ids: new Set(ids), shown: SHOWN, id, from }),
];

it("turns one row on and off", () => {
  expect(press([], "b")).toEqual(["b"]);
  expect(press(["a", "b"], "b")).toEqual(["a"]);
});

it("gives all rows of a range the state of the pressed row, whichever end comes first", () => {
  expect(press(["b"], "d", "b")).toEqual(["b", "c", "d"]);
  expect(press(["d"], "b", "d")).toEqual(["d", "b", "c"]);
  expect(press(["a", "b", "c", "d"], "d", "b")).toEqual(["a"]);
});

it("changes only the pressed row if the range began in a row that is no longer shown", () => {
  expect(press(["z"], "d", "z")).toEqual(["z", "d"]);
});

it("selects all shown rows, then none of them, and leaves the others unchanged", () => {
  const all = afterPressAll(new Set(["z", "b"]), SHOWN);
  expect([...all]).toEqual(["z", "a", "b", "c", "d", "e"]);
  expect([...afterPressAll(all, SHOWN)]).toEqual(["z"]);
});
