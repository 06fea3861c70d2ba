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

function showCode(draft: Partial<Draft> = {}, onDraft?: (part: Partial<Draft>) => void) {
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
          onDraft?.(part);
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

const WITHHELD = "Not saved. Your work is kept in this tab.";
const newer = { ...saved, savedAt: "2026-11-15T10:00:00.000Z" };

it.each([
  ["saves it", "and the server has none", null, {}, 1],
  ["saves it", "and the server has the code before it", saved.savedAt, { [asked.id]: saved }, 1],
  ["says so", "and another device has saved since", saved.savedAt, { [asked.id]: newer }, 0],
  ["says so", "and another device saved first", null, { [asked.id]: saved }, 0],
])("%s if the page was left before the code was saved %s", async (_what, _when, base, works, count) => {
  answers.push(works);
  showCode({ code: "mine()", base });
  await pass(2_000);
  expect(field()?.value).toBe("mine()");
  expect(puts).toMatchObject(Array.from({ length: count }, () => ({ code: { language: "ruby", text: "mine()" } })));
  expect(screen.queryAllByText(WITHHELD)).toHaveLength(1 - count);
});

it("saves withheld code when the candidate presses the button", async () => {
  answers.push({ [asked.id]: newer });
  showCode({ code: "mine()" });
  await pass(2_000);
  fireEvent.click(screen.getByRole("button", { name: "Save now" }));
  await pass(0);
  expect(puts).toMatchObject([{ code: { text: "mine()" } }]);
});

it("knows code that the server saved although its answer was lost", async () => {
  answers.push({ [asked.id]: saved });
  showCode({ code: "saved()" });
  await pass(2_000);
  expect([puts, screen.queryByText(WITHHELD)]).toEqual([[], null]);
});

it("saves later what was typed during a save, if the page is left in between", async () => {
  answers.push({});
  let last: Partial<Draft> = {};
  showCode({}, (part) => (last = { ...last, ...part }));
  await pass(0);
  fireEvent.change(field() as HTMLTextAreaElement, { target: { value: "one" } });
  await pass(999);
  act(() => {
    vi.advanceTimersByTime(1);
  });
  fireEvent.change(field() as HTMLTextAreaElement, { target: { value: "two" } });
  await pass(0);
  expect(last).toMatchObject({ code: "two", savedAt: null, base: saved.savedAt });
});
