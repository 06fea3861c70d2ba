import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";

import { key } from "./keys";

it("invalidates all query keys that begin with the given parts", async () => {
  const client = new QueryClient();
  client.setQueryData(key("session", "s1", "ratings"), []);
  client.setQueryData(key("session", "s2", "ratings"), []);
  await client.invalidateQueries({ queryKey: key("session", "s1") });
  const isStale = (id: string) => client.getQueryState(key("session", id, "ratings"))?.isInvalidated;
  expect([isStale("s1"), isStale("s2")]).toEqual([true, false]);
});

it("no file of the dashboard builds a query key by hand", () => {
  const files = readdirSync("src/dashboard", { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => /(?<!\.test)\.tsx?$/.test(name));
  expect(sources.length).toBeGreaterThan(300);
  const byHand = /queryKey: \[|usePages<[^>]*>\(\s*\[/;
  expect(sources.filter((name) => byHand.test(readFileSync(join("src/dashboard", name), "utf8")))).toEqual([]);
});
