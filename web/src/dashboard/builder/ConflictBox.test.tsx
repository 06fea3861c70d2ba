import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { showAs } from "../testing/showInDashboard";
import { ConflictBox } from "./ConflictBox";
import type { Criterion, Question } from "./draft";

const questions = ["q1", "q2"].map((id, order) => ({ id, order }) as Question);
const criterion = (name: string, rest: Partial<Criterion> = {}): Criterion => ({
  name,
  description: "",
  anchors: [],
  questionIds: [],
  ...rest,
});

function sides(mine: Criterion[], theirs: Criterion[]) {
  const conflict = { field: "assessmentCriteria", mine, theirs, stored: theirs };
  showAs(
    "MEMBER",
    <ConflictBox of="interview" questions={questions} conflicts={[conflict]} quicker={null} onSettle={vi.fn()} />,
  );
  return ["Your version", "Their version"].map((heading) => screen.getByText(heading).nextSibling?.textContent);
}

it("shows all parts of the criteria that differ, and no others", () => {
  const design = criterion("Design", { description: "Plans" });
  const mine = criterion("Impact", { anchors: [{ level: 3, text: "Measures results" }], questionIds: ["q2", "q1"] });
  expect(sides([design, mine], [design, criterion("Impact")])).toEqual([
    "Impact\nLevel 3: Measures results\nLinked questions: 1, 2",
    "Impact\nLinked questions: All questions",
  ]);
});

it("shows all criteria if some were removed", () => {
  const design = criterion("Design", { description: "Plans" });
  expect(sides([design], [])).toEqual(["Design: Plans\nLinked questions: All questions", "Empty"]);
});
