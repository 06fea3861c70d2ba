import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { Drafts, NOTHING } from "./drafts";
import { EMPTY } from "../link/reducer";
import { keptStore } from "../link/storage";
import { after, message, open, question, view } from "../link/testing";
import { type DraftBox, useDraft } from "./useDraft";

const asked = question({ type: "CODING" });
const model = after([open(view("your_turn", { question: asked }), [message(1)])]);
const greeting = after([open(view("greeting", { question: null }))]);
const closing = after([open(view("closing", { question: null }), [message(1), message(2, { kind: "closing" })])]);

const stored = (questionId: string | null) => new Drafts(keptStore(), String(model.sessionId)).read(questionId).text;
const type = ({ result }: { result: { current: DraftBox } }, text: string) => {
  act(() => {
    result.current.change({ text });
  });
};

beforeEach(() => {
  new Drafts(keptStore(), String(model.sessionId)).clear();
});

it("loses no character if the server's answer comes before the page has rendered it", () => {
  const { result } = renderHook(() => useDraft(model));
  act(() => {
    const { change } = result.current;
    change({ code: "a" });
    change({ code: "ab", savedAt: null });
    change({ savedAt: "2026-11-14T10:04:12.000Z" });
  });
  expect(result.current.draft).toMatchObject({ code: "ab", savedAt: "2026-11-14T10:04:12.000Z" });
  expect(new Drafts(keptStore(), String(model.sessionId)).read(asked.id)).toMatchObject({ code: "ab" });
});

it("puts a refused answer before what was typed since, to the last key", () => {
  const { result } = renderHook(() => useDraft(model));
  act(() => {
    const { change, takeBack } = result.current;
    change({ text: "And then", choice: ["SQLite"] });
    takeBack({ type: "answer", id: "a1", text: "First, I would" });
  });
  expect(result.current.draft).toMatchObject({ text: "First, I would\n\nAnd then", choice: ["SQLite"] });
  act(() => {
    result.current.takeBack({ type: "answer", id: "a2", text: "Before that" });
  });
  expect(result.current.draft.text).toBe("Before that\n\nFirst, I would\n\nAnd then");
  expect(stored(asked.id)).toBe(result.current.draft.text);
});

it("shows the unsent answer again if the page comes back with a question that is already known", () => {
  const words = "I would first";
  const page = renderHook(() => useDraft(model));
  act(() => {
    page.result.current.change({ text: words, choice: ["SQLite"], other: "Neither", code: "a = 1" });
  });
  page.unmount(); // "You’re continuing somewhere else"
  const back = renderHook((shown) => useDraft(shown), { initialProps: model });
  expect(back.result.current.draft).toMatchObject({ text: words, choice: ["SQLite"], other: "Neither", code: "a = 1" });
  const next = question({ id: "00000000-0000-7000-8000-000000000002", order: 1 });
  back.rerender(after([open(view("your_turn", { question: next }), [message(1)])]));
  expect(back.result.current.leftBehind).toEqual({ question: asked, text: words });
});

it("moves what was typed before the first question there, so that it is not offered again at the end", () => {
  const page = renderHook((shown) => useDraft(shown), { initialProps: greeting });
  type(page, "Hello");
  page.rerender(model);
  expect(page.result.current.draft.text).toBe("Hello");
  expect([stored(asked.id), stored(null)]).toEqual(["Hello", ""]); // It survives a reload.
  type(page, "");
  page.rerender(closing);
  expect(page.result.current.draft.text).toBe("");
});

it("leaves a last remark where it was typed if the person goes back to a question", () => {
  const page = renderHook((shown) => useDraft(shown), { initialProps: EMPTY });
  page.rerender(closing);
  type(page, "Thank you");
  page.rerender(model);
  expect([page.result.current.draft, page.result.current.leftBehind]).toEqual([NOTHING, null]);
  page.rerender(closing);
  expect(page.result.current.draft.text).toBe("Thank you");
});

it("keeps a last remark when the person types before the page knows which question is open", () => {
  const page = renderHook((shown) => useDraft(shown), { initialProps: closing });
  type(page, "Thank you");
  page.unmount();
  const again = renderHook((shown) => useDraft(shown), { initialProps: EMPTY });
  type(again, "Wait");
  again.rerender(model);
  expect([stored(asked.id), stored(null)]).toEqual(["Wait", "Thank you"]);
});
