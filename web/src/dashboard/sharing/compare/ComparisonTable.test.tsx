import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { components } from "../../../api/schema";
import { listViolations, show } from "../../../ui/testing";
import { createTestRouter } from "../../testing/showInDashboard";
import { ComparedPeople } from "./ComparisonTable";

type Compared = components["schemas"]["ComparisonOut"];

const person = (sessionId: string, label: string) => ({
  sessionId,
  label,
  interviewId: "i1",
  interviewTitle: "Outage talk",
  purpose: "HIRING" as const,
  reportStatus: "READY",
  reportReason: null,
  preliminary: false,
  summary: `${label} found the cause.`,
  findings: [{ text: `${label} fixed it.`, quotes: ["We rolled back."], chosen: [] }],
  themes: [{ text: "Outages", quotes: ["It was down for an hour."], chosen: [] }],
  isScored: true,
  finishedAt: "2026-11-14T10:36:00.000Z",
  totalDurationSeconds: 600,
});
const cell = (level: number, quote: string) => ({
  level,
  isHidden: false,
  isScored: true,
  ratings: [level, level],
  quotes: [quote],
  chosen: [["By load"]],
  human: [{ level: 2, by: "Sam", reason: "Too vague.", ratedAt: "2026-11-15T10:00:00Z" }],
});
const COMPARED: Compared = {
  people: [person("s1", "Mina"), person("s2", "Tom")],
  criteria: [
    { name: "Design", cells: [cell(4, "We split it."), cell(1, "No idea.")] },
    { name: "Care", cells: [cell(3, "I called her."), null] },
  ],
};

it("shows the quotes behind one level at a time", async () => {
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={COMPARED} />)} />);
  const first = await screen.findByRole("button", { name: /^Design, Mina:\s*AI: 4 of 4\.\s*One reviewer: 2 of 4\./ });
  expect(document.querySelector("blockquote")).toBeNull();
  fireEvent.click(first);
  expect(screen.getByRole("region", { name: "Design, Mina" }).textContent).toContain("Chosen: By load“We split it.”");
  expect(screen.getByText("Too vague.")).toBeTruthy();
  expect(first.getAttribute("aria-expanded")).toBe("true");
  expect(await listViolations()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: /^Care, Mina/ }));
  expect([...document.querySelectorAll("blockquote")].map(({ textContent }) => textContent)).toEqual([
    "Chosen: By load“I called her.”",
  ]);
  expect(first.getAttribute("aria-expanded")).toBe("false");
});

it("offers nothing to open if a report lacks the criterion", async () => {
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={COMPARED} />)} />);
  await screen.findByRole("table");
  expect(screen.queryByRole("button", { name: /^Care, Tom/ })).toBeNull();
  expect(screen.getByText("Not part of this report")).toBeTruthy();
});

it("says of a session that isn't scorable why it has no level", async () => {
  const [mina, tom] = COMPARED.people;
  const people = [mina, { ...tom, reportStatus: "NOT_SCORABLE" }] as Compared["people"];
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={{ ...COMPARED, people }} />)} />);
  await screen.findByRole("button", { name: /^Design, Mina/ });
  expect(screen.getByRole("row", { name: /^Care/ }).textContent).toContain("Not scorable");
  expect(screen.queryByText("Not part of this report")).toBeNull();
});

it("says nothing of the AI about a criterion that only people rated", async () => {
  const [mina, tom] = COMPARED.people;
  const people = [mina, { ...tom, isScored: false }] as Compared["people"];
  const empty = { level: null, isHidden: false, isScored: true, ratings: [], quotes: [], chosen: [], human: [] };
  const human = [{ level: 2, by: "Robin", reason: null, ratedAt: "2026-11-14T10:00:00Z" }];
  const criteria = [{ name: "Design", cells: [empty, { ...empty, isScored: false, human }] }];
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={{ people, criteria }} />)} />);
  fireEvent.click(await screen.findByRole("button", { name: /^Design, Mina/ }));
  expect(screen.queryByText("The AI found nothing relevant.")).not.toBeNull();
  fireEvent.click(screen.getByRole("button", { name: /^Design, Tom.*One reviewer: 2 of 4/ }));
  expect(screen.queryByText("The AI found nothing relevant.")).toBeNull();
  expect(screen.getByText("Robin")).toBeTruthy();
  expect(screen.queryByText("AI")).toBeNull();
});

it("says how to reveal a report that must be rated first", async () => {
  const [mina, tom] = COMPARED.people;
  const people = [mina, { ...tom, summary: null }] as Compared["people"];
  const criteria = [
    { name: "Design", cells: [cell(4, "We split it."), { ...cell(1, ""), level: null, isHidden: true }] },
  ];
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={{ people, criteria }} />)} />);
  const link = await screen.findByRole("link", { name: "Rate this session: Tom" });
  expect(link.getAttribute("href")).toBe("/sessions/s2");
  expect(screen.getByRole("region", { name: "Summaries" }).textContent).toContain(
    "Rate this session to reveal its report.",
  );
  expect(screen.queryByText(/No report yet/)).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("shows findings and themes instead of an empty table in a study", async () => {
  const people = COMPARED.people.map((one) => ({ ...one, purpose: "RESEARCH" as const, isScored: false }));
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={{ people, criteria: [] }} />)} />);
  expect(await screen.findByText("Mina fixed it.")).toBeTruthy();
  expect(screen.getAllByText("“We rolled back.”")).toHaveLength(2);
  expect(screen.getAllByText("Outages")).toHaveLength(2);
  expect(screen.getAllByText("“It was down for an hour.”")).toHaveLength(2);
  const headings = [...document.querySelectorAll("h3, h4")].map(({ tagName, textContent }) => [tagName, textContent]);
  const parts = [
    ["H4", "Findings"],
    ["H4", "Themes"],
  ];
  expect(headings).toEqual([["H3", "A · Mina"], ...parts, ["H3", "B · Tom"], ...parts]);
  expect(screen.queryByText("Not scored.")).toBeNull();
  expect(screen.queryByRole("table")).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("shows the findings of a study's session next to one with levels", async () => {
  const [mina, tom] = COMPARED.people;
  const people = [mina, { ...tom, purpose: "RESEARCH", isScored: false }] as Compared["people"];
  show(<RouterProvider router={createTestRouter(<ComparedPeople compared={{ ...COMPARED, people }} />)} />);
  expect(await screen.findByText("Tom fixed it.")).toBeTruthy();
  expect(screen.queryByText("Mina fixed it.")).toBeNull();
});
