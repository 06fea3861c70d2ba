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
