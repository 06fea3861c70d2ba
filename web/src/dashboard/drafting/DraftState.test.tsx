import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { DraftState } from "./DraftState";
import { type Draft, NOTHING, type Phase, type Proposal } from "./proposals";

const proposals = (dropped: boolean[]) => dropped.map((isDropped, at) => ({ key: `${at}`, isDropped }) as Proposal);

function told(phase: Phase, dropped: boolean[]) {
  const draft: Draft = { ...NOTHING, phase, proposals: proposals(dropped) };
  return show(<DraftState draft={draft} />).container.textContent;
}

it.each<[Phase, boolean[], string]>([
  ["drafting", [], "Drafting"],
  ["drafting", [true], "Drafting, 1 question so far"],
  ["drafting", [true, false], "Drafting, 2 questions so far"],
  ["stopped", [], "Stopped before the first question arrived"],
  ["stopped", [true], "Stopped. 0 questions kept"],
  ["stopped", [true, false], "Stopped. 1 question kept"],
  ["cut", [], "Interrupted before the first question arrived"],
  ["cut", [true], "Interrupted. 1 question received"],
  ["cut", [true, false], "Interrupted. 2 questions received"],
  ["done", [true, false], "1 question"],
])("while %s with questions dropped: %s, it says “%s”", (phase, dropped, text) => {
  expect(told(phase, dropped)).toBe(text);
});
