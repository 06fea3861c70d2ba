import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { flushes } from "../board/pictures";
import type { AnswerData } from "../link/protocol";
import { after, message, open, question, view } from "../link/testing";
import { useDraft } from "./useDraft";
import type { RoomLine } from "../link/useRoom";
import { useSending } from "./useSending";

const asked = question({ type: "WHITEBOARD" });
const model = after([open(view("your_turn", { question: asked }), [message(1)])]);

let answers: AnswerData[];
let settleBoard: (saved: { board: string | null } | null) => void;

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
const saved = () =>
  act(async () => {
    settleBoard({ board: "b1" });
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
