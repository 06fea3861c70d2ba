import { expect, it } from "vitest";

import { marksOf } from "./marks";

/** The same vectors as in tests/unit/test_integrity.py. */
it("computes the marks that the server computes", () => {
  expect(marksOf("The outage began, on a FRIDAY").marks.toSorted((a, b) => a - b)).toEqual([
    359285626, 1136776816, 1710920936, 3611641094,
  ]);
  expect(marksOf("Ｇｒöße 12 straße")).toEqual({ marks: [1741024782], size: 3 });
  const chinese = marksOf("故障发生在星期五晚上");
  expect([Math.min(...chinese.marks), chinese.size]).toEqual([357291699, 5]);
  expect(marksOf("one two").marks).toEqual([]);
});

it("computes at most as many as the server accepts", () => {
  const words = Array.from({ length: 2_000 }, (_, at) => `word${at}`).join(" ");
  expect(marksOf(words).marks).toHaveLength(600);
});
