import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../../ui/testing";
import { createTestRouter } from "../../testing/showInDashboard";
import type { Filters } from "../filters";
import type { Session } from "../useSessions";
import { HeatMap } from "./HeatMap";

const score = (criterion: string, level: number | null) => ({ criterion, level, ratings: [], evidence: [] });
const session = (id: string, name: string, changes: Partial<Session> = {}) =>
  ({
    id,
    participantName: name,
    participantEmail: `${id}@example.com`,
    status: "COMPLETED",
    endReason: "FINISHED",
    reportStatus: "READY",
    scores: [score("Design", 4), score("Care", null)],
    humanLevels: [],
    levelsHidden: false,
    live: null,
    hasProblem: false,
    preliminary: false,
    decision: null,
    totalDurationSeconds: 600,
    startedAt: "2026-11-14T10:04:00.000Z",
    ...changes,
  }) as unknown as Session;

const ROWS = [
  session("s1", "Mina", { humanLevels: [{ criterion: "Design", average: 2.5, count: 2 }] }),
  session("s2", "Tom", { scores: null, levelsHidden: true }),
  session("s3", "Ada", { scores: null }),
];
const PAGES = {
  rows: ROWS,
  error: null,
  hasMore: false,
  isLoadingMore: false,
  isOutdated: false,
  showMore: vi.fn(),
  retry: vi.fn(),
};

async function showMap(filters: Filters = {}, hasDecisions = true) {
  const onChange = vi.fn<(filters: Filters) => void>();
  const map = (
    <HeatMap
      rows={ROWS}
      pages={PAGES}
      selection={{ ids: new Set(), onChange: vi.fn() }}
      filters={filters}
      onChange={onChange}
      criteria={["Design", "Care"]}
      named={["Design", "Care"]}
      hasDecisions={hasDecisions}
    />
  );
  show(<RouterProvider router={createTestRouter(map)} />);
  const table = await screen.findByRole("table");
  return { onChange, table: within(table) };
}

it("says each level in words, and links to its criterion in the report", async () => {
  const { table } = await showMap();
  const links = within(table.getByRole("row", { name: /Mina/ })).getAllByRole<HTMLAnchorElement>("link");
  const told = links.slice(1).map((link) => [link.getAttribute("href"), link.textContent.replaceAll(/\s+/g, " ")]);
  expect(told).toEqual([
    [
      "/sessions/s1#criterion-1",
      expect.stringMatching(/^Mina, Design.*AI: 4 of 4. 2 reviewers: 2.5 of 4 on average.$/),
    ],
    ["/sessions/s1#criterion-2", expect.stringMatching(/^Mina, Care.*AI: no evidence.$/)],
  ]);
  expect(await listViolations()).toEqual([]);
});

it("says across the columns why a session has no levels", async () => {
  const { table } = await showMap();
  const why = (name: string, words: string) =>
    within(table.getByRole("row", { name: new RegExp(name) }))
      .getByText(words)
      .closest("td")?.colSpan;
  expect(why("Tom", "Waiting for your rating")).toBe(2);
  expect(why("Ada", "Not scored")).toBe(2);
});

it("sorts by a criterion from its header, and says how it is sorted", async () => {
  const { table, onChange } = await showMap({ criterion: "Design", sort: "level" });
  const heads = table.getAllByRole("columnheader");
  expect(heads.map((head) => head.getAttribute("aria-sort"))).toEqual([
    ...[null, null, "descending", null],
    ...[null, null, null, null],
  ]);
  fireEvent.click(table.getByRole("button", { name: "Sort by Care, AI’s level" }));
  expect(onChange).toHaveBeenLastCalledWith({ criterion: "Care", sort: "level" });
  fireEvent.click(table.getByRole("button", { name: "Sort by Design, reviewers’ level" }));
  expect(onChange).toHaveBeenLastCalledWith({ criterion: "Design", sort: "humanLevel" });
});

it.each([true, false])("has decisions only where people decide: %s", async (hasDecisions) => {
  const { table } = await showMap({}, hasDecisions);
  expect(table.queryByRole("columnheader", { name: "Decision" }) !== null).toBe(hasDecisions);
  expect(within(table.getByRole("row", { name: /Mina/ })).queryByText("Decision") !== null).toBe(hasDecisions);
  expect(screen.queryAllByRole("option", { name: /^Decision/ }).length > 0).toBe(hasDecisions);
});

it("also sorts from a menu", async () => {
  const { onChange } = await showMap({ sort: "name", order: "asc" });
  const choice = screen.getByRole<HTMLSelectElement>("combobox", { name: "Sort by" });
  expect(choice.selectedOptions[0]?.text).toBe("Name, A to Z");
  const option = [...choice.options].find(({ text }) => text === "Care: reviewers’ level, lowest first");
  fireEvent.change(choice, { target: { value: option?.value } });
  expect(onChange).toHaveBeenCalledWith({ criterion: "Care", sort: "humanLevel", order: "asc" });
});
