import { expect, test } from "vitest";

import { grouped } from "./grouped";
import type { FieldChange } from "./versions";

const change = (path: string, kind: FieldChange["kind"] = "changed"): FieldChange => ({
  kind,
  path,
  before: null,
  after: null,
});

test("changes are grouped by settings, criterion and question, each under its name", () => {
  const groups = grouped({
    before: {
      questions: [
        { id: "q1", text: "Old?", type: "OPEN_ENDED" },
        { id: "q2", text: "Gone?", type: "CODING" },
      ],
    },
    after: {
      questions: [
        { id: "q3", text: "New?", type: "RESEARCH" },
        { id: "q1", text: "Why?", type: "OPEN_ENDED" },
      ],
    },
    changes: [
      change("title"),
      change("timeLimitMinutes"),
      change("assessmentCriteria.Node.js.description"),
      change("assessmentCriteria.Care v1.2", "added"),
      change("questions.q2", "removed"),
      change("questions.q3", "added"),
      change("questions.q1.text"),
      change("questions.q1", "moved"),
    ],
  });
  expect(
    groups.map(({ part, name, number, whole, fields }) => [
      part,
      name,
      number,
      whole?.kind,
      fields.map((one) => one.field),
    ]),
  ).toEqual([
    ["settings", "", null, undefined, ["title", "timeLimitMinutes"]],
    ["criterion", "Node.js", null, undefined, ["description"]],
    ["criterion", "Care v1.2", null, "added", []],
    ["question", "Gone?", 2, "removed", []],
    ["question", "New?", 1, "added", []],
    ["question", "Why?", 2, "moved", ["text"]],
  ]);
});
