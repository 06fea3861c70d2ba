import { describe, expect, it } from "vitest";

import { isFiltered, passes, readFilters } from "./filters";

describe("the filters of the list", () => {
  it("come from the address, and what it says wrongly is ignored", () => {
    expect(readFilters({ search: "backend", status: "archived" })).toEqual({ search: "backend", status: "archived" });
    expect(readFilters({ search: " ", status: "gone", page: 3 })).toEqual({});
    expect(readFilters({ search: 7 })).toEqual({});
  });

  it("know whether any is on", () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ status: "active" })).toBe(true);
  });

  it("let through what has the words, the status and the project", () => {
    const row = { title: "Backend engineer", projectId: "p1", isActive: true };
    expect(passes(row, {}, null)).toBe(true);
    expect(passes(row, { search: "ENGINEER" }, "p1")).toBe(true);
    expect(passes(row, { search: "designer" }, null)).toBe(false);
    expect(passes(row, { status: "archived" }, null)).toBe(false);
    expect(passes(row, {}, "p2")).toBe(false);
  });
});
