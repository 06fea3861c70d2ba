import { beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
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

let saved: { title: string; questions: object[]; criteria: object[] };
let remove: MockInstance<typeof api.DELETE>;
let patch: MockInstance<typeof api.PATCH>;

beforeEach(() => {
  saved = { title: "Old", questions: [QUESTION], criteria: [CRITERION] };
  remove = vi.spyOn(api, "DELETE").mockResolvedValue({} as never);
  patch = vi.spyOn(api, "PATCH").mockResolvedValue({} as never);
  const get = (path: string) => {
    const interview = { id: "i1", title: saved.title, questions: saved.questions, assessmentCriteria: saved.criteria };
    const data = path === "/questions/{id}" ? saved.questions[0] : interview;
    return Promise.resolve({ data: { data }, response: new Response(null, { headers: { ETag: '"7"' } }) });
  };
  vi.spyOn(api, "GET").mockImplementation(get as never);
});

const sent = () => (patch.mock.lastCall as unknown as [string, { body: unknown }])[1].body;

it("keeps a question's edited hint, type and options when it rewords the question", async () => {
  saved.questions = [{ ...QUESTION, description: "A better hint", type: "SINGLE_CHOICE", options: ["Yes", "No"] }];
  await applyChange("i1", REWORDED);
  expect(sent()).toEqual({ text: "New", probes: null });
});

it("keeps a criterion's edited description and levels when it renames the criterion", async () => {
  const criterion = { ...CRITERION, description: "Edited", anchors: [{ level: 1, text: "Edited" }] };
  saved.criteria = [criterion];
  await applyChange("i1", RENAMED);
  expect(sent()).toEqual({ assessmentCriteria: [{ ...criterion, name: "New" }] });
});

it.each([
  ["the question's follow-ups", { questions: [{ ...QUESTION, probes: [{ ...PROBE, text: "Why?" }] }] }, REWORDED],
  ["the question's text", { questions: [{ ...QUESTION, text: "Edited" }] }, REWORDED],
  [
    "the criterion's description",
    { criteria: [{ ...CRITERION, description: "Edited" }] },
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
  saved.questions = [{ ...QUESTION, hasOwnProbes: false }];
  await applyChange("i1", change);
  expect(sent()).toEqual({ text: "New", probes: null });
});

describe("after a lost response", () => {
  const LOST = new ApiError(0, {}, null, "once");
  const at = (changed: Partial<Change>): Change => ({ ...REWORDED, ...changed });
  const newAnchors = [{ level: 1, text: "Guesses well" }] as const;
  const added: Change = { ...RENAMED, action: "ADD", before: null, after: { ...JUDGED, text: "New" } };
  const retitled: Change = {
    ...PLACE,
    part: "TITLE",
    before: { ...NOTHING, text: "Old" },
    after: { ...NOTHING, text: "New" },
  };
  const described = { ...RENAMED, after: { ...JUDGED, anchors: [...newAnchors] } };
  const deleted: Change = { ...RENAMED, action: "REMOVE", after: null };

  it.each([
    [
      "a question that was changed",
      at({}),
      { questions: [{ ...QUESTION, text: "New", probes: [], hasOwnProbes: false }] },
    ],
    ["a question that was deleted", at({ action: "REMOVE", after: null }), { questions: [] }],
    ["a criterion that was renamed", { ...RENAMED }, { criteria: [{ ...CRITERION, name: "New" }] }],
    ["a criterion that was described", described, { criteria: [{ ...CRITERION, anchors: newAnchors }] }],
    ["a criterion that was added", added, { criteria: [CRITERION, { ...CRITERION, name: "New", questionIds: [] }] }],
    ["a criterion that was deleted", deleted, { criteria: [] }],
    ["the title", retitled, { title: "New" }],
  ])("finds that the change is applied, and sends nothing: %s", async (_what, change, applied) => {
    patch.mockRejectedValueOnce(LOST);
    remove.mockRejectedValueOnce(LOST);
    await expect(applyChange("i1", change)).rejects.toBe(LOST);
    Object.assign(saved, applied);
    await applyChange("i1", change);
    expect(patch.mock.calls.length + remove.mock.calls.length).toBe(1);
  });

  it.each([
    ["a question", at({}), { questions: [{ ...QUESTION, text: "Edited" }] }],
    ["a question that was deleted", at({}), { questions: [] }],
    ["a question to delete", at({ action: "REMOVE", after: null }), { questions: [{ ...QUESTION, text: "Edited" }] }],
    ["a criterion", { ...RENAMED }, { criteria: [{ ...CRITERION, name: "Edited" }] }],
    [
      "a criterion to add",
      { ...added },
      { criteria: [CRITERION, { ...CRITERION, name: "New", description: "Edited" }] },
    ],
    ["a criterion to delete", { ...deleted }, { criteria: [{ ...CRITERION, description: "Edited" }] }],
    ["the title", { ...retitled }, { title: "Edited" }],
  ])("doesn't take another person's edit for the change: %s", async (_what, change, edited) => {
    patch.mockRejectedValueOnce(LOST);
    remove.mockRejectedValueOnce(LOST);
    await expect(applyChange("i1", change)).rejects.toBe(LOST);
    Object.assign(saved, edited);
    await expect(applyChange("i1", change)).rejects.toThrow(GoneError);
  });

  it("doesn't take an edit for the change if the first attempt was refused", async () => {
    const change = { ...deleted };
    patch.mockRejectedValueOnce(new ApiError(412, {}, null, "once"));
    await expect(applyChange("i1", change)).rejects.toThrow(ApiError);
    saved.criteria = [{ ...CRITERION, name: "Edited" }];
    await expect(applyChange("i1", change)).rejects.toThrow(GoneError);
  });

  it.each([
    ["stays", [{ ...QUESTION, id: "q2", text: "New" }], 2],
    ["was deleted and brought back", [{ ...QUESTION, id: "q3", text: "New" }], 2],
    ["was deleted since", [], 3],
  ])("adds a question again only if it was deleted since: it %s", async (_what, questions, count) => {
    const change = at({ action: "ADD", before: null, after: { ...ASKED, text: "New" } });
    const post = vi.spyOn(api, "POST").mockRejectedValueOnce(LOST);
    post.mockResolvedValue({ data: { data: [{ id: "q2" }] } } as never);
    await expect(applyChange("i1", change)).rejects.toBe(LOST);
    saved.questions = questions;
    await applyChange("i1", change);
    const calls = post.mock.calls as unknown as [string, { params: object }][];
    const keys = calls.map(([, { params }]) => JSON.stringify(params));
    expect(keys).toHaveLength(count);
    expect(new Set(keys).size).toBe(count - 1);
  });

  it("adds a question only once if it isn't known at first whether it is still there", async () => {
    const change = at({ action: "ADD", before: null, after: { ...ASKED, text: "New" } });
    const post = vi.spyOn(api, "POST").mockRejectedValueOnce(LOST);
    post.mockResolvedValue({ data: { data: [{ id: "q2" }] } } as never);
    await expect(applyChange("i1", change)).rejects.toBe(LOST);
    saved.questions = [{ ...QUESTION, id: "q2", text: "Edited" }];
    const reading = vi.mocked(api.GET);
    const read = reading.getMockImplementation() as never;
    reading.mockImplementationOnce(read).mockRejectedValueOnce(LOST);
    await expect(applyChange("i1", change)).rejects.toBe(LOST);
    await applyChange("i1", change);
    expect(post).toHaveBeenCalledTimes(2);
  });

  it("applies the change now if the first attempt did nothing", async () => {
    const change = at({});
    patch.mockRejectedValueOnce(LOST);
    await expect(applyChange("i1", change)).rejects.toBe(LOST);
    await applyChange("i1", change);
    expect(patch).toHaveBeenCalledTimes(2);
    expect(sent()).toEqual({ text: "New", probes: null });
  });
});

it("doesn't take an equal text elsewhere for a change that was never sent", async () => {
  saved.questions = [{ ...QUESTION, text: "New" }];
  await expect(applyChange("i1", { ...REWORDED })).rejects.toThrow(GoneError);
});
