import { describe, expect, it } from "vitest";

import { isFiltered, queryOf, readFilters } from "./filters";

describe("the filters of the list", () => {
  it("come from the address, and invalid values are ignored", () => {
    expect(readFilters({ search: "backend", status: "draft", purpose: "HIRING", mode: "voice" })).toEqual({
      search: "backend",
      status: "draft",
      purpose: "HIRING",
      mode: "voice",
    });
    expect(readFilters({ search: " ", status: "gone", purpose: "hiring", page: 3 })).toEqual({});
    expect(readFilters({ status: "archived" })).toEqual({ status: "closed" });
    expect(readFilters({ search: 7, mode: ["voice"] })).toEqual({});
  });

  it("know whether any filter is set", () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ search: undefined })).toBe(false);
    expect(isFiltered({ status: "all" })).toBe(true);
  });

  it("become the API's query: drafts and live ones, unless others are chosen", () => {
    expect(queryOf({}, null)).toEqual({ isArchived: false });
    expect(queryOf({ status: "draft" }, null)).toEqual({ isDraft: true });
    expect(queryOf({ status: "live" }, null)).toEqual({ isActive: true });
    expect(queryOf({ status: "closed", search: " b " }, "p1")).toEqual({ isArchived: true, q: "b", projectId: "p1" });
    expect(queryOf({ status: "all", purpose: "RESEARCH", mode: "video" }, null)).toEqual({
      purpose: "RESEARCH",
      mode: "video",
    });
  });
});
