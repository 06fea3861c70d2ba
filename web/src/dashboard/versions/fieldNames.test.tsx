import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { useWords } from "./fieldNames";

function Words({ value }: { value: unknown }) {
  return <p>{useWords()("probes", value, () => null)}</p>;
}

it.each([
  [null, "Suggested follow-ups"],
  [[], "None"],
  [
    [
      { when: "NO_RESULT", ask: "How did it end?", about: null },
      { when: "HALF_UNANSWERED", ask: "And who helped?", about: "who helped" },
    ],
    "If the answer doesn’t mention the outcome: How did it end?\nIf the answer leaves out “who helped”: And who helped?",
  ],
])("describes prepared follow-ups in words: %o", (value, told) => {
  const { container } = show(<Words value={value} />);
  expect(container.querySelector("p")?.textContent).toBe(told);
});
