import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { useInterview } from "../../interviews/interview";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import type { Question } from "../draft";
import { QuestionsTab } from "./QuestionsTab";

const PLAIN = { description: null, options: null, starterCode: null, followUpEnabled: true };
const question = (id: string, text: string) =>
  ({ ...PLAIN, id, text, updatedAt: text, type: "OPEN_ENDED", probes: [], hasOwnProbes: false }) as unknown as Question;

/** The server: its questions, and the ids that it returns again for the same idempotency keys. */
let questions: Question[];
let made: Map<string, string>;
/** The methods of the requests whose responses will be lost, each once. */
let lost: string[];

interface Request {
  params: { path: { id: string }; header?: Record<string, string> };
  body?: { text?: string };
}

/** Responds, unless the response gets lost on the way. */
function respond(method: string, data: unknown): Promise<unknown> {
  const at = lost.indexOf(method);
  if (at < 0) return Promise.resolve({ data: { data }, response: new Response() });
  lost.splice(at, 1);
  return Promise.reject(new ApiError(0, {}, null, method === "GET" ? "none" : "once"));
}

const change = (id: string, text: string) => {
  questions = questions.map((one) => (one.id === id ? question(id, text) : one));
};
const remove = (id: string) => {
  questions = questions.filter((one) => one.id !== id);
};

const SERVER = {
  GET: (path: string, { params }: Request) => {
    const ordered = questions.map((one, order) => ({ ...one, order }));
    if (path === "/interviews/{id}") return respond("GET", { id: "i1", questions: ordered, assessmentCriteria: [] });
    const found = ordered.find(({ id }) => id === params.path.id);
    return found ? respond("", found) : Promise.reject(new ApiError(404, { code: "NOT_FOUND" }));
  },
  POST: (_path: string, { params, body }: Request) => {
    const key = params.header?.["Idempotency-Key"] ?? "";
    const id = made.get(key) ?? `q${made.size + 1}`;
    if (!made.has(key)) questions = [...questions, question(id, body?.text ?? "")];
    made.set(key, id);
    return respond("POST", [question(id, body?.text ?? "")]);
  },
  PATCH: (_path: string, { params, body }: Request) => {
    change(params.path.id, body?.text ?? "");
    return respond("PATCH", {});
  },
  DELETE: (_path: string, { params }: Request) => {
    remove(params.path.id);
    return respond("DELETE", {});
  },
};

function Tab() {
  const { data } = useInterview("i1");
  return data && <QuestionsTab draft={data} />;
}

const pass = (milliseconds = 100) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

let client: QueryClient;

beforeEach(async () => {
  vi.useFakeTimers();
  questions = [question("q0", "First")];
  made = new Map();
  lost = [];
  for (const method of ["GET", "POST", "PATCH", "DELETE"] as const)
    vi.spyOn(api, method).mockImplementation(SERVER[method] as never);
  const router = createTestRouter(<Tab />, "/interviews/i1/build", "/interviews/$interviewId/build");
  // As on the page: a failed read isn't repeated.
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  showAs("MEMBER", <RouterProvider router={router} />, client);
  await pass();
});

const press = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole("button", { name }));
  await pass();
};
/** Adds a question. The response is lost, and with it those to these methods. */
const addWithoutResponse = (...alsoLost: string[]) => {
  lost = ["POST", ...alsoLost];
  return press("Add a question");
};
const field = () => screen.getByLabelText<HTMLTextAreaElement>("Question");
const selected = () => field().value.slice(field().selectionStart, field().selectionEnd);
const ids = () => questions.map(({ id }) => id);

it("adds no second question after a lost response, and opens the first one", async () => {
  await addWithoutResponse("GET");
  expect(screen.getByRole("alert").textContent).toContain("We can’t reach the server.");
  await press("Add a question");
  expect(ids()).toEqual(["q0", "q1"]);
  expect(selected()).toBe("New question");
});

it("shows no error once a question whose response was lost is in the list", async () => {
  await addWithoutResponse();
  expect(screen.getByRole("button", { name: /^2\. New question/ })).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

it.each([["Why us?"], ["New question", "Why us?"]])(
  "shows the error if %s appeared by someone else",
  async (...texts) => {
    await addWithoutResponse("GET");
    questions = [question("q0", "First"), ...texts.map((text, place) => question(`q${place + 7}`, text))];
    void client.refetchQueries();
    await pass();
    expect(screen.getByRole("button", { name: new RegExp(`^2\\. ${texts[0]}`) })).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toContain("We can’t reach the server.");
  },
);

it("adds another question after the one whose response was lost was edited", async () => {
  await addWithoutResponse();
  await press(/^2\. New question/);
  fireEvent.change(field(), { target: { value: "Why us?" } });
  await pass(2_000);
  expect(screen.queryByRole("alert")).toBeNull();
  await press("Add a question");
  expect(questions.map(({ text }) => text)).toEqual(["First", "Why us?", "New question"]);
  expect([field().value, selected()]).toEqual(["New question", "New question"]);
});

it("adds another question after the one whose response was lost was deleted, also without a response", async () => {
  await addWithoutResponse();
  await press(/^2\. New question/);
  lost = ["DELETE"];
  await press("Delete this question");
  await press("Add a question");
  expect(ids()).toEqual(["q0", "q2"]);
  expect(selected()).toBe("New question");
});

it("adds another question if another person has deleted the one whose response was lost", async () => {
  await addWithoutResponse("GET");
  remove("q1");
  await press("Add a question");
  expect(ids()).toEqual(["q0", "q2"]);
  expect(selected()).toBe("New question");
});

it("doesn't select the text that another person gave to the question whose response was lost", async () => {
  await addWithoutResponse("GET");
  change("q1", "Why us?");
  await press("Add a question");
  expect([field().value, selected()]).toEqual(["Why us?", ""]);
});

it("doesn't select the text again after it was edited", async () => {
  await press("Add a question");
  fireEvent.change(field(), { target: { value: "Why us?" } });
  field().blur();
  field().setSelectionRange(7, 7);
  field().focus();
  expect(selected()).toBe("");
});
