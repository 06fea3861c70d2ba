import { expect, it } from "vitest";

import type { QuestionType } from "../../api/questionTypes";
import { show } from "../../ui/testing";
import { useWords } from "./fieldNames";

function Words({ field, value, type = null }: { field: string; value: unknown; type?: QuestionType | null }) {
  return <p>{useWords()(field, value, type, () => null)}</p>;
}

it.each([
  [null, "Suggested follow-ups"],
  [[], "None"],
  [
    [
      { when: "NO_RESULT", text: "How did it end?", about: null },
      { when: "HALF_UNANSWERED", text: "And who helped?", about: "who helped" },
    ],
    "If the answer doesn’t mention the outcome: How did it end?\nIf the answer leaves out “who helped”: And who helped?",
  ],
  [[{ when: "SHORT", ask: "Why?", about: null }], "If the answer is very short: Why?"], // from the previous version
])("describes prepared follow-ups in words: %o", (value, told) => {
  const { container } = show(<Words field="probes" value={value} />);
  expect(container.querySelector("p")?.textContent).toBe(told);
});

it.each<[string | null, QuestionType | null, string]>([
  ["LIGHT", null, "None"],
  ["MODERATE", null, "Up to two per question"],
  ["LIGHT", "OPEN_ENDED", "None"],
  ["LIGHT", "RESEARCH", "Up to two"],
  ["MODERATE", "RESEARCH", "Up to five"],
  [null, "OPEN_ENDED", "Same as the interview"],
])("calls the follow-ups of a depth %s what the builder calls them (%s)", (value, type, told) => {
  const { container } = show(<Words field="followUpDepth" value={value} type={type} />);
  expect(container.querySelector("p")?.textContent).toBe(told);
});
