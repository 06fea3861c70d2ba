import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import type { Criterion, Question } from "../draft";
import { CriteriaMatrix } from "./CriteriaMatrix";

const QUESTIONS = ["q1", "q2"].map((id, order) => ({ id, order, text: `Text of ${id}` }) as Question);
const CRITERIA: Criterion[] = [
  { name: "Design", description: "", anchors: [], questionIds: ["q1"] },
  { name: "Care", description: "", anchors: [], questionIds: [] },
];
const boxes = () => screen.getAllByRole<HTMLInputElement>("checkbox");

it("has each question and each criterion once, and reports which cell was ticked", async () => {
  const link = vi.fn();
  showAs("MEMBER", <CriteriaMatrix questions={QUESTIONS} criteria={CRITERIA} onLink={link} />);
  expect(screen.getAllByRole("rowheader").map(({ textContent }) => textContent)).toEqual([
    "1. Text of q1",
    "2. Text of q2",
  ]);
  expect(boxes().map((box) => [box.getAttribute("aria-label"), box.checked])).toEqual([
    ["Design: question 1", true],
    ["Care: question 1", false],
    ["Design: question 2", false],
    ["Care: question 2", false],
  ]);
  fireEvent.click(screen.getByRole("checkbox", { name: "Care: question 2" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Design: question 1" }));
  expect(link.mock.calls).toEqual([
    [1, "q2", true],
    [0, "q1", false],
  ]);
  expect(await listViolations()).toEqual([]);
});

it("is read-only for a viewer", () => {
  showAs("VIEWER", <CriteriaMatrix questions={QUESTIONS} criteria={CRITERIA} onLink={vi.fn()} />);
  expect(boxes().every(({ disabled }) => disabled)).toBe(true);
});
