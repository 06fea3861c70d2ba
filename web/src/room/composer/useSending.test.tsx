import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { type Flushed, flushes } from "../board/pictures";
import type { AnswerData } from "../link/protocol";
import { after, message, open, question, view } from "../link/testing";
import { useDraft } from "./useDraft";
import type { RoomLine } from "../link/useRoom";
import { useSending } from "./useSending";

const asked = question({ type: "WHITEBOARD" });
const model = after([open(view("your_turn", { question: asked }), [message(1)])]);

let answers: AnswerData[];
let settleBoard: (saved: Flushed | null) => void;

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  answers = [];
  flushes.set(asked.id, () => new Promise((settle) => (settleBoard = settle)));
});

function room() {
  const line = { model, answer: (_text: string, data: AnswerData) => void answers.push(data) } as unknown as RoomLine;
  const wrapper = ({ children }: { children: React.ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;
  const { result } = renderHook(
    () => {
      const draft = useDraft(model);
      return { draft, sending: useSending(line, draft) };
    },
    { wrapper },
  );
  act(() => {
    result.current.draft.change({ text: "", outline: {} });
  });
  return result;
}

const write = (result: ReturnType<typeof room>, text: string) => {
  act(() => {
    result.current.sending.change({ text });
  });
};
const press = (result: ReturnType<typeof room>) => {
  act(() => {
    result.current.sending.send();
  });
};
const saved = (flushed: Flushed | null = { board: "b1", refused: null, isUnknown: false }) =>
  act(async () => {
    settleBoard(flushed);
    await Promise.resolve();
  });

it("sends a drawing once, however often the button is pressed while it is being saved", async () => {
  const result = room();
  write(result, "A queue.");
  press(result);
  expect(result.current.sending.isSending).toBe(true);
  press(result);
  await saved();
  expect(answers).toEqual([{ whiteboard: { text: "A queue.", board: "b1" } }]);
  expect(result.current.sending.isSending).toBe(false);
});

it("sends text that is typed while a drawing is being saved", async () => {
  const result = room();
  write(result, "A queue.");
  press(result);
  write(result, "A queue. And a worker.");
  await saved();
  expect(answers).toEqual([{ whiteboard: { text: "A queue. And a worker.", board: "b1" } }]);
  expect(result.current.draft.draft.text).toBe("");
});

it("adds the filled-in parts of the outline to the answer", async () => {
  const result = room();
  write(result, "In short:");
  act(() => {
    result.current.sending.change({ outline: { parts: "A queue", flow: " " } });
  });
  expect(result.current.sending.hasWords).toBe(true);
  press(result);
  await saved();
  expect(answers).toEqual([{ whiteboard: { text: "In short:\n\nParts:\nA queue", board: "b1" } }]);
  expect(result.current.draft.draft.outline).toEqual({});
});

/** Presses the button while the server doesn't accept this drawing. */
async function pressRefused(result: ReturnType<typeof room>, refused: object, isUnknown = false) {
  press(result);
  await saved({ board: "b1", refused, isUnknown });
}

it("sends the words with the last accepted drawing once the person knows that the newest one is refused", async () => {
  const result = room();
  const refused = {};
  write(result, "A queue.");
  await pressRefused(result, refused);
  expect(answers).toEqual([]);
  expect(result.current.sending.complaint).toContain("send again");
  await pressRefused(result, refused);
  expect(answers).toEqual([{ whiteboard: { board: "b1", text: "A queue." } }]);
  expect(result.current.sending.complaint).toBeNull();
});

it("says how a drawing can still be saved if only the person's cookie is missing", async () => {
  const result = room();
  const refused = {};
  write(result, "A queue.");
  await pressRefused(result, refused, true);
  expect(answers).toEqual([]);
  expect(result.current.sending.complaint).toContain("Open your personal link again");
  await pressRefused(result, refused, true);
  expect(answers).toHaveLength(1);
});

it("leaves out no drawing without a word: warns of a changed one, and again after each answer", async () => {
  const result = room();
  const [first, second] = [{}, {}];
  write(result, "A queue.");
  await pressRefused(result, first);
  await pressRefused(result, second);
  expect(answers).toEqual([]);
  expect(result.current.sending.complaint).toContain("send again");
  await pressRefused(result, second);
  expect(answers).toHaveLength(1);
  write(result, "And a worker.");
  await pressRefused(result, second);
  expect(answers).toHaveLength(1);
  expect(result.current.sending.complaint).toContain("send again");
  await pressRefused(result, second);
  expect(answers).toHaveLength(2);
});

it("sends nothing, however often, while a drawing can't be saved for now", async () => {
  const result = room();
  write(result, "A queue.");
  for (const attempt of [1, 2]) {
    press(result);
    await saved(null);
    expect([attempt, answers.length]).toEqual([attempt, 0]);
  }
});
