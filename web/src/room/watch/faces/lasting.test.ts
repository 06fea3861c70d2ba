import { expect, it } from "vitest";

import { type Faces, facesOf, Lasting } from "./lasting";

/** The states reported after these looks, one look every two seconds, each with its beginning. */
function told(...looks: Faces[]): [Faces, number][] {
  const lasting = new Lasting();
  return looks.flatMap((faces, place) => {
    const since = lasting.see(faces, 2 * place);
    return since === null ? [] : [[faces, since] as [Faces, number]];
  });
}

it("distinguishes only no face, one face and several faces", () => {
  expect([0, 1, 2, 7].map(facesOf)).toEqual(["none", "one", "several", "several"]);
});

it("reports a state once, after three looks in a row, with the time of the first look", () => {
  expect(told("one", "one")).toEqual([]);
  expect(told("one", "one", "one", "one")).toEqual([["one", 0]]);
  expect(told("one", "one", "one", "none", "none", "none", "none", "one", "one", "one")).toEqual([
    ["one", 0],
    ["none", 6],
    ["one", 14],
  ]);
});

it("ignores a turned head and a passing face", () => {
  expect(told("one", "one", "one", "none", "none", "one", "several", "one", "none", "one")).toEqual([["one", 0]]);
  expect(told("none", "several", "none", "several", "none", "several")).toEqual([]);
});

it("reports at the end whether a state other than one face is over, and starts again", () => {
  const lasting = new Lasting();
  const see = (faces: Faces) => [1, 2, 3].map((at) => lasting.see(faces, at)).at(-1);
  expect(lasting.end()).toBe(false);
  see("one");
  expect(lasting.end()).toBe(false);
  see("several");
  expect(lasting.end()).toBe(true);
  expect(lasting.end()).toBe(false);
  expect(see("several")).toBe(1);
});
