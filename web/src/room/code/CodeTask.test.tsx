import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { type Draft, NOTHING } from "../composer/drafts";
import { after, open, question, view } from "../link/testing";
import type { RoomLine } from "../link/useRoom";
import CodeTask from "./CodeTask";

/** Only what the task sees of the editor. */
function Field({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  return (
    <textarea
      aria-label="Code"
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

vi.mock("./Editor", () => ({ Editor: Field }));

const asked = question({ type: "CODING", starterCode: "start()", codeLanguage: "ruby" });
const saved = { code: { language: "ruby", text: "saved()" }, whiteboard: null, savedAt: "2026-11-14T10:00:00.000Z" };

let answers: object[];
let puts: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  puts = [];
  vi.stubGlobal("fetch", (_path: string, { method, body }: RequestInit) => {
    if (method === "PUT") puts.push(JSON.parse(body as string));
    const data = method === "PUT" ? { savedAt: saved.savedAt, board: null } : answers.shift();
    return Promise.resolve(Response.json({ data }, { status: data === undefined ? 503 : 200 }));
  });
});

function showCode(draft: Partial<Draft> = {}) {
  const line = { model: after([open(view("your_turn", { question: asked }))]) } as RoomLine;
  function Task() {
    const [current, setCurrent] = useState({ ...NOTHING, ...draft });
    return (
      <CodeTask
        line={line}
        question={asked}
        draft={current}
        onDraft={(part) => {
          setCurrent((before) => ({ ...before, ...part }));
        }}
      />
    );
  }
  show(<Task />);
}

const field = () => screen.queryByLabelText<HTMLTextAreaElement>("Code");
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

it("shows the editor only when it has the code from the server, which starter code would overwrite", async () => {
  showCode();
  await pass(1_000); // The first request failed.
  expect([field(), screen.queryByLabelText("Language")]).toEqual([null, null]);
  answers.push({ [asked.id]: saved });
  await pass(2_000);
  expect(field()?.value).toBe("saved()");
  fireEvent.change(field() as HTMLTextAreaElement, { target: { value: "saved() + 1" } });
  await pass(2_000);
  expect(puts).toMatchObject([{ code: { text: "saved() + 1" } }]);
});

it("shows the starter code when the server has no code", async () => {
  answers.push({});
  showCode();
  await pass(0);
  expect(field()?.value).toBe("start()");
});

it("shows unsent code of this browser before the server has answered", () => {
  showCode({ code: "mine()" });
  expect(field()?.value).toBe("mine()");
});
