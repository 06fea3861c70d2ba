import { QueryClient } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { key } from "../data/keys";
import { showAs } from "../testing/showInDashboard";
import type { SessionsBehind } from "./range";
import { useFigureName } from "./useFigureName";

function Named({ search }: { search: SessionsBehind }) {
  return <p>{useFigureName("i1", search) ?? "unknown"}</p>;
}

it.each<[SessionsBehind, string]>([
  [{ theme: ["pressure", "being under pressure"] }, "Theme “pressure”"],
  [{ question: "q1", outcome: "skipped" }, "“Why did it fail?”: skipped"],
  [{ question: "q9", outcome: "skipped" }, "unknown"],
  [{}, "unknown"],
])("names the figure of %j: %s", (search, words) => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(key("insights", "i1", {}), { questions: [{ questionId: "q1", text: "Why did it fail?" }] });
  showAs("VIEWER", <Named search={search} />, client);
  expect(screen.getByText(words)).toBeTruthy();
});
