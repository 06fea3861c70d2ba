import { describe, expect, it } from "vitest";

import { type Entry, excerpt, search } from "./search";

const entry = (title: string, text = "", page = "Page"): Entry => ({ address: `/docs/${title}`, page, title, text });
const titles = (found: readonly Entry[]) => found.map(({ title }) => title);

describe("search", () => {
  it("finds a word in a title before one in a text", () => {
    const entries = [entry("Backup", "restore it"), entry("Restore"), entry("Metrics")];
    expect(titles(search(entries, "restore"))).toEqual(["Restore", "Backup"]);
  });

  it("requires every word, in any case and any order", () => {
    const entries = [entry("Create a question", "an interview"), entry("Create an interview")];
    expect(titles(search(entries, "INTERVIEW create"))).toEqual(["Create an interview", "Create a question"]);
    expect(search(entries, "create nothing")).toEqual([]);
  });

  it("keeps the order of the pages if nothing else decides", () => {
    expect(titles(search([entry("b", "key"), entry("a", "key")], "key"))).toEqual(["b", "a"]);
  });

  it("finds nothing for an empty query", () => {
    expect(search([entry("a")], "  ")).toEqual([]);
  });

  it("finds a page with exactly this title before others that contain it", () => {
    expect(titles(search([entry("Errors of keys"), entry("Errors")], "errors"))).toEqual(["Errors", "Errors of keys"]);
  });
});

describe("excerpt", () => {
  it("begins at a word boundary shortly before the first match", () => {
    const text = `${"before ".repeat(30)}needle ${"after ".repeat(60)}`.trim();
    expect(excerpt(entry("a", text), "needle")).toMatch(/^… before .*needle after .* …$/);
  });

  it("is the beginning of the text if the word is in the title", () => {
    expect(excerpt(entry("needle", "short"), "needle")).toBe("short");
  });
});
