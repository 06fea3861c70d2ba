import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";

import { Drafts } from "./drafts";
import { keptStore } from "../link/storage";
import { after, message, open, question, view } from "../link/testing";
import { useDraft } from "./useDraft";

const asked = question({ type: "CODING" });
const model = after([open(view("your_turn", { question: asked }), [message(1)])]);

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
