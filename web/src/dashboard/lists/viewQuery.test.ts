import { expect, it } from "vitest";

import { findShown, readViewQuery, type SavedView, viewQueryOf, viewsFor } from "./viewQuery";

const view = (id: string, query: string, interviewId: string | null = null) =>
  ({ id, query, interviewId, name: id }) as SavedView;
const OPEN = view("open", "sort=name&status=OPENED");
const TWIN = view("twin", "status=OPENED&sort=name");

it("keeps filters and order, but never the search terms", () => {
  const query = viewQueryOf({ status: "OPENED", q: "Mina Sol", sort: "name", order: undefined, version: 3 });
  expect(query).toBe("sort=name&status=OPENED&version=3");
  expect(readViewQuery(query)).toEqual({ sort: "name", status: "OPENED", version: "3" });
  expect(viewQueryOf({ q: "Mina Sol" })).toBe("");
});

it("encodes values with special characters, and reads them back", () => {
  const query = viewQueryOf({ criterion: "Größe & Ruhe" });
  expect(query).toMatch(/^[!-~]+$/);
  expect(readViewQuery(query)).toEqual({ criterion: "Größe & Ruhe" });
});

it("offers the views of an interview and of all interviews in its list, and only the latter elsewhere", () => {
  const views = [OPEN, view("mine", "", "i1"), view("other", "", "i2")];
  expect(viewsFor(views, "i1").map(({ id }) => id)).toEqual(["open", "mine"]);
  expect(viewsFor(views, null).map(({ id }) => id)).toEqual(["open"]);
});

it("finds the view that the list shows, whatever the order of its query's parts", () => {
  expect(findShown([OPEN], "sort=name&status=OPENED", null)).toEqual({ view: OPEN, isChanged: false });
  expect(findShown([OPEN], "status=OPENED&sort=name", null)).toEqual({ view: OPEN, isChanged: false });
  expect(findShown([OPEN, TWIN], "sort=name&status=OPENED", "twin").view).toBe(TWIN);
  expect(findShown([OPEN], "status=DONE", null)).toEqual({ view: undefined, isChanged: false });
});

it("remembers the chosen view while its filters are changed, until they are cleared", () => {
  expect(findShown([OPEN], "status=DONE", "open")).toEqual({ view: OPEN, isChanged: true });
  expect(findShown([OPEN], "", "open")).toEqual({ view: undefined, isChanged: false });
});
