import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations, show } from "../../../ui/testing";
import type { ChoiceFigures, QuestionFigures } from "../useInsights";
import { Choices } from "./Choices";

const choices: ChoiceFigures = {
  answered: 8,
  other: 1,
  options: [
    { text: "Notes", count: 6, isCurrent: true },
    { text: "Mail", count: 0, isCurrent: true },
    { text: "Fax", count: 1, isCurrent: false },
  ],
};
const asked = (questionId: string, figures: ChoiceFigures | null, isCurrent = true) =>
  ({ questionId, text: `Which do you use? ${questionId}`, isCurrent, choices: figures }) as QuestionFigures;

it("lists each option with its number and share of the sessions that chose", async () => {
  const { container } = show(<Choices questions={[asked("q1", choices), asked("q2", null)]} />);
  const table = screen.getByRole("table", { name: "Which do you use? q1" });
  const rows = within(table).getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    "Notes6 sessions (75%)",
    "Mail0 sessions (0%)",
    "Fax (no longer offered)1 session (13%)",
    "Other, in their own words1 session (13%)",
  ]);
  expect(screen.getAllByRole("table")).toHaveLength(1);
  expect(screen.getByText("Full bar: 8 sessions")).toBeTruthy();
  expect(await listViolations(container)).toEqual([]);
});

it("is left out without a choice", () => {
  const nothing = { answered: 0, other: 0, options: [{ text: "Notes", count: 0, isCurrent: true }] };
  show(<Choices questions={[asked("q1", nothing), asked("q2", null)]} />);
  expect(screen.queryByRole("heading")).toBeNull();
});

it("marks a question that the interview no longer has", () => {
  show(<Choices questions={[asked("q1", choices, false)]} />);
  expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("Which do you use? q1 (no longer asked)");
});
