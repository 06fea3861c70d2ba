import { beforeEach, expect, it, type MockInstance, vi } from "vitest";

import { api } from "../../api/client";
import { type Change, GoneError } from "../drafting/refinement";
import { applyChange } from "./applying";

type Part = NonNullable<Change["before"]>;

const PROBE = { when: "SHORT", text: "Can you say more?", about: null } as const;
const QUESTION = {
  ...{ id: "q1", order: 0, text: "Old", description: "A hint", type: "OPEN_ENDED", options: null },
  ...{ probes: [PROBE], hasOwnProbes: true },
};
const LEVEL = { level: 1, text: "Guesses" } as const;
const CRITERION = { name: "Old", description: "As proposed", anchors: [LEVEL], questionIds: ["q1"] };
const NOTHING = { description: null, type: null, options: null, anchors: null, criteria: null, probes: null };

/** Proposals as the server returns them: everything that doesn't change is the same before and after. */
const ASKED: Part = {
  ...NOTHING,
  ...{ text: "Old", description: "A hint", type: "OPEN_ENDED", criteria: [], probes: [PROBE] },
};
const JUDGED: Part = { ...NOTHING, text: "Old", description: "As proposed", anchors: [LEVEL] };
const PLACE = { action: "CHANGE", place: 0, fromPlace: null, why: "" } as const;
const REWORDED: Change = { ...PLACE, part: "QUESTION", before: ASKED, after: { ...ASKED, text: "New", probes: null } };
const RENAMED: Change = { ...PLACE, part: "CRITERION", before: JUDGED, after: { ...JUDGED, text: "New" } };

let saved: { question: object; criterion: object };
let patch: MockInstance<typeof api.PATCH>;

beforeEach(() => {
  saved = { question: QUESTION, criterion: CRITERION };
  patch = vi.spyOn(api, "PATCH").mockResolvedValue({} as never);
  const get = (path: string) => {
    const interview = { id: "i1", questions: [saved.question], assessmentCriteria: [saved.criterion] };
    const data = path === "/questions/{id}" ? saved.question : interview;
    return Promise.resolve({ data: { data }, response: new Response(null, { headers: { ETag: '"7"' } }) });
  };
  vi.spyOn(api, "GET").mockImplementation(get as never);
});

const sent = () => (patch.mock.lastCall as unknown as [string, { body: unknown }])[1].body;

it("keeps a question's edited hint, type and options when it rewords the question", async () => {
  saved.question = { ...QUESTION, description: "A better hint", type: "SINGLE_CHOICE", options: ["Yes", "No"] };
  await applyChange("i1", REWORDED);
  expect(sent()).toEqual({ text: "New", probes: null });
});

it("keeps a criterion's edited description and levels when it renames the criterion", async () => {
  saved.criterion = { ...CRITERION, description: "Edited", anchors: [{ level: 1, text: "Edited" }] };
  await applyChange("i1", RENAMED);
  expect(sent()).toEqual({ assessmentCriteria: [{ ...saved.criterion, name: "New" }] });
});

it.each([
  ["the question's follow-ups", { question: { ...QUESTION, probes: [{ ...PROBE, text: "Why?" }] } }, REWORDED],
  ["the question's text", { question: { ...QUESTION, text: "Edited" } }, REWORDED],
  [
    "the criterion's description",
    { criterion: { ...CRITERION, description: "Edited" } },
    { ...RENAMED, after: { ...JUDGED, description: "New" } },
  ],
])("changes nothing if what it replaces was edited: %s", async (_what, edited, change) => {
  Object.assign(saved, edited);
  await expect(applyChange("i1", change)).rejects.toThrow(GoneError);
  expect(patch).not.toHaveBeenCalled();
});

it("doesn't remove follow-ups that were prepared since the proposal", async () => {
  const change = { ...REWORDED, before: { ...ASKED, probes: null } };
  await expect(applyChange("i1", change)).rejects.toThrow(GoneError);
  saved.question = { ...QUESTION, hasOwnProbes: false };
  await applyChange("i1", change);
  expect(sent()).toEqual({ text: "New", probes: null });
});
