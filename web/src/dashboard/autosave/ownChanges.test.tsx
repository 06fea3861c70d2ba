import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { type Draft, draftQuery, readDraftAgain, type SettingsChange } from "../builder/draft";
import { useSettings } from "../builder/useSettings";
import { findUnsaved, forgetAllUnsaved } from "./unsaved";

const criterion = (name: string, description = "", ...questionIds: string[]) => ({
  name,
  description,
  anchors: [],
  questionIds,
});

/** The interview on the server. Like the real one, it trims texts and refuses links to questions that don't exist. */
let stored: Draft;
let version: number;
/** Requests that wait until the test answers them. */
let waiting: (() => void)[];
let holds: "GET" | "PATCH" | null;
/** The PATCH is stored, but its answer is lost. */
let losesAnswers: boolean;
let failsReads: boolean;
let client: QueryClient;

const asStored = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === "string" ? one.trim() : one));

function write(values: SettingsChange) {
  version += 1;
  stored = { ...stored, ...(asStored(values) as Draft), updatedAt: String(version) };
}

const hold = async (method: "GET" | "PATCH") => {
  if (holds === method) await new Promise<void>((settle) => waiting.push(settle));
};

async function get(path: string) {
  if (path.endsWith("/last-change")) return { data: { data: { at: null, by: null } } };
  const answer = { data: { data: stored }, response: new Response(null, { headers: { ETag: String(version) } }) };
  await hold("GET");
  if (failsReads) throw new ApiError(503);
  return answer;
}

async function patch(
  _: string,
  { params, body }: { params: { header: Record<string, string> }; body: SettingsChange },
) {
  await hold("PATCH");
  if (params.header["If-Match"] !== String(version)) throw new ApiError(412);
  const links = body.assessmentCriteria?.flatMap((one) => one.questionIds) ?? [];
  if (!links.every((link) => stored.questions.some(({ id }) => id === link))) throw new ApiError(400);
  write(body);
  if (losesAnswers) throw new ApiError(0);
  return { response: new Response() };
}

function Around({ children }: { children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </I18nProvider>
  );
}

function useForm() {
  const { data = stored } = useQuery(draftQuery("i1"));
  return useSettings(data);
}

const open = () => renderHook(useForm, { wrapper: Around });
type Form = ReturnType<typeof open>;
const pass = (milliseconds = 0) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(0);
  });
const type = (form: Form, values: SettingsChange) => {
  act(() => {
    form.result.current.change(values);
  });
};
const answerAll = async () => {
  holds = null;
  for (const settle of waiting.splice(0)) settle();
  await pass();
};

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  vi.useFakeTimers();
  const questions = [{ id: "q1" }, { id: "q2" }];
  const assessmentCriteria = [criterion("Impact", "", "q1", "q2"), criterion("Ownership")];
  stored = { id: "i1", updatedAt: "1", objective: "Why?", questions, assessmentCriteria } as unknown as Draft;
  version = 1;
  waiting = [];
  holds = null;
  losesAnswers = false;
  failsReads = false;
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(draftQuery("i1").queryKey, stored);
  vi.spyOn(api, "GET").mockImplementation(get as never);
  vi.spyOn(api, "PATCH").mockImplementation(patch as never);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  forgetAllUnsaved();
});

it("keeps a space and line breaks that the server trims until the form is left", async () => {
  const form = open();
  type(form, { objective: "Why us ", description: "First\n\n" });
  await pass(1_000);
  expect(form.result.current.saving?.is).toBe("saved");
  expect(stored).toMatchObject({ objective: "Why us", description: "First" });
  expect(form.result.current.values).toMatchObject({ objective: "Why us ", description: "First\n\n" });
  type(form, { objective: "Why us now" });
  await pass(1_000);
  expect(stored.objective).toBe("Why us now");
  form.unmount();
  expect(open().result.current.values.description).toBe("First");
});

it("shows what someone else has saved instead of the text as it was typed", async () => {
  const form = open();
  type(form, { objective: "Why us " });
  await pass(1_000);
  write({ objective: "Why them" });
  await act(() => client.invalidateQueries(draftQuery("i1")));
  await pass();
  expect(form.result.current.values.objective).toBe("Why them");
});

it("isn't in conflict with its own save whose answer was lost", async () => {
  const form = open();
  losesAnswers = true;
  type(form, { objective: "Why us " });
  await pass(1_000);
  expect(form.result.current.saving?.is).toBe("unsaved");
  losesAnswers = false;
  const { saving } = form.result.current;
  act(() => {
    if (saving?.is === "unsaved") saving.onRetry?.();
  });
  await pass();
  expect(form.result.current.conflicts).toEqual([]);
  losesAnswers = true;
  type(form, { objective: "Why us, now" });
  await pass(1_000);
  losesAnswers = false;
  type(form, { objective: "Why us, now?" });
  await pass(1_000);
  expect(form.result.current.conflicts).toEqual([]);
  expect(stored.objective).toBe("Why us, now?");
});

it("is in conflict if someone else changed the text after the lost answer", async () => {
  const form = open();
  losesAnswers = true;
  type(form, { objective: "Why us" });
  await pass(1_000);
  losesAnswers = false;
  write({ objective: "Why them" });
  type(form, { objective: "Why us, now?" });
  await pass(1_000);
  expect(form.result.current.conflicts).toMatchObject([{ mine: "Why us, now?", theirs: "Why them" }]);
  expect(stored.objective).toBe("Why them");
});

it("isn't in conflict with its own save if reading the interview again failed", async () => {
  const form = open();
  type(form, { objective: "Why us" });
  holds = "PATCH";
  await pass(1_000);
  failsReads = true;
  await answerAll();
  expect(form.result.current.values.objective).toBe("Why us");
  failsReads = false;
  type(form, { objective: "Why us, now?" });
  await pass(1_000);
  expect(form.result.current.conflicts).toEqual([]);
  expect(stored.objective).toBe("Why us, now?");
});

it("isn't in conflict with what it saves while it is left and opened again", async () => {
  const form = open();
  type(form, { objective: "Why us" });
  holds = "PATCH";
  form.unmount();
  await pass();
  const again = open();
  expect(again.result.current.values.objective).toBe("Why us");
  type(again, { objective: "Why us, now?" });
  await pass(1_000);
  await answerAll();
  await pass(1_000);
  expect(again.result.current.conflicts).toEqual([]);
  expect(stored.objective).toBe("Why us, now?");
  expect(findUnsaved("i1")).toBeUndefined();
});

it("keeps the changes of a form that was left until it can show what is stored", async () => {
  const form = open();
  type(form, { objective: "Why us" });
  holds = "PATCH";
  form.unmount();
  await pass();
  holds = "GET";
  for (const settle of waiting.splice(0)) settle();
  await pass();
  expect(stored.objective).toBe("Why us");
  expect(open().result.current.values.objective).toBe("Why us");
  await answerAll();
});

it("doesn't show the answer to a read from before the save", async () => {
  const form = open();
  holds = "GET";
  void client.invalidateQueries(draftQuery("i1"));
  await pass();
  const early = waiting.splice(0);
  holds = null;
  type(form, { objective: "Why us" });
  await pass(1_000);
  for (const settle of early) settle();
  await pass();
  expect(form.result.current.saving?.is).toBe("saved");
  expect(form.result.current.values.objective).toBe("Why us");
});

it("merges changes to different criteria, also what is typed during the save", async () => {
  const form = open();
  const [impact, ownership] = stored.assessmentCriteria;
  if (impact === undefined || ownership === undefined) throw new Error("The criteria are missing.");
  write({ assessmentCriteria: [{ ...impact, description: "Level 3" }, ownership] });
  type(form, { assessmentCriteria: [impact, { ...ownership, questionIds: ["q2"] }] });
  holds = "PATCH";
  await pass(1_000);
  type(form, { assessmentCriteria: [impact, { ...ownership, questionIds: ["q1", "q2"] }] });
  await answerAll();
  await pass(1_000);
  const merged = [
    { ...impact, description: "Level 3" },
    { ...ownership, questionIds: ["q1", "q2"] },
  ];
  expect(stored.assessmentCriteria).toEqual(merged);
  expect(form.result.current.values.assessmentCriteria).toEqual(merged);
});

it("keeps the criteria of two people who add one at the same moment", async () => {
  const form = open();
  const before = stored.assessmentCriteria;
  const added = criterion("New criterion");
  type(form, { assessmentCriteria: [...before, added] });
  holds = "PATCH";
  await pass(1_000);
  write({ assessmentCriteria: [...before, added] });
  await answerAll();
  expect(stored.assessmentCriteria).toEqual([...before, added, added]);
  const theirs = criterion("Theirs");
  write({ assessmentCriteria: [...before, added, theirs] });
  const mine = criterion("Mine");
  type(form, { assessmentCriteria: [...before, mine, added] });
  await pass(1_000);
  expect(form.result.current.conflicts).toEqual([]);
  expect(stored.assessmentCriteria).toEqual([...before, mine, theirs]);
});

it("shows what it has saved if reading it after the form was left failed", async () => {
  const form = open();
  type(form, { objective: "Why us" });
  holds = "PATCH";
  form.unmount();
  await pass();
  failsReads = true;
  await answerAll();
  expect(stored.objective).toBe("Why us");
  client.setQueryData(draftQuery("i1").queryKey, { ...stored, objective: "Why?" });
  const again = open();
  expect(again.result.current.values.objective).toBe("Why us");
  failsReads = false;
  type(again, { objective: "Why us, now?" });
  await pass(1_000);
  expect(again.result.current.conflicts).toEqual([]);
  expect(stored.objective).toBe("Why us, now?");
});

it("settles a criterion that both have changed, and keeps the others", async () => {
  const form = open();
  const [impact, ownership] = stored.assessmentCriteria;
  if (impact === undefined || ownership === undefined) throw new Error("The criteria are missing.");
  const theirs = { ...impact, description: "Theirs" };
  write({ assessmentCriteria: [theirs, ownership] });
  const linked = { ...ownership, questionIds: ["q1"] };
  type(form, { assessmentCriteria: [{ ...impact, description: "Mine" }, linked] });
  await pass(1_000);
  expect(form.result.current.conflicts).toHaveLength(1);
  act(() => {
    form.result.current.settle("assessmentCriteria", false);
  });
  await pass(1_000);
  expect(stored.assessmentCriteria).toEqual([theirs, linked]);
});

it("drops links to a question that was deleted meanwhile", async () => {
  const form = open();
  const [impact, ownership] = stored.assessmentCriteria;
  if (impact === undefined || ownership === undefined) throw new Error("The criteria are missing.");
  stored = { ...stored, questions: stored.questions.slice(0, 1) };
  write({ assessmentCriteria: [{ ...impact, questionIds: ["q1"] }, ownership] });
  type(form, { assessmentCriteria: [{ ...impact, description: "Results" }, ownership] });
  await pass(1_000);
  expect(form.result.current.error).toBeNull();
  expect(form.result.current.conflicts).toEqual([]);
  expect(stored.assessmentCriteria[0]).toEqual(criterion("Impact", "Results", "q1"));
});

it("keeps a text that no one else changed when the other person's criterion is chosen", async () => {
  const form = open();
  const [impact, ownership] = stored.assessmentCriteria as [ReturnType<typeof criterion>, ReturnType<typeof criterion>];
  type(form, {
    assessmentCriteria: [
      { ...impact, description: "My long text" },
      { ...ownership, description: "Mine" },
    ],
  });
  stored = { ...stored, questions: stored.questions.filter(({ id }) => id !== "q2") };
  write({ assessmentCriteria: [criterion("Impact", "", "q1"), criterion("Ownership", "Theirs")] });
  await pass(1_000);
  expect(form.result.current.conflicts).toHaveLength(1);
  act(() => {
    form.result.current.settle("assessmentCriteria", false);
  });
  await pass(1_000);
  expect(stored.assessmentCriteria).toEqual([
    criterion("Impact", "My long text", "q1"),
    criterion("Ownership", "Theirs"),
  ]);
});

it("doesn't call a change unsaved that arrived but could not be read again after leaving", async () => {
  const form = open();
  type(form, { objective: "Why us" });
  holds = "PATCH";
  await pass(1_000);
  form.unmount();
  failsReads = true;
  await answerAll();
  expect(stored.objective).toBe("Why us");
  expect(findUnsaved("i1")?.stuck ?? null).toBeNull();
});

it("reads again if the read after a save was canceled", async () => {
  const form = open();
  type(form, { objective: "Why us" });
  form.unmount();
  await pass();
  holds = "GET";
  const read = readDraftAgain(client, "i1").catch(() => undefined);
  await pass();
  await client.cancelQueries(draftQuery("i1"));
  await read;
  expect(client.getQueryState(draftQuery("i1").queryKey)?.isInvalidated).toBe(true);
});
