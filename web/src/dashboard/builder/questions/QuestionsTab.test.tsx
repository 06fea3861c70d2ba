import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { UndoBar } from "../../../ui/overlay/UndoBar";
import { useInterview } from "../../interviews/interview";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import type { Question } from "../draft";
import { QuestionsTab } from "./QuestionsTab";

const PLAIN = { description: null, options: null, starterCode: null, followUpEnabled: true };
const question = (id: string, order: number) =>
  ({ ...PLAIN, id, order, text: id, type: "OPEN_ENDED", probes: [], hasOwnProbes: false }) as unknown as Question;

let router: ReturnType<typeof createTestRouter>;
/** The questions on the server. */
let held: Question[];
const hold = (...ids: string[]) => {
  held = ids.map(question);
};

/** Another editor moves the last question to the top, and the server refuses our change. */
const refuse = () => {
  const ids = held.map(({ id }) => id);
  hold(...ids.slice(-1), ...ids.slice(0, -1));
  return Promise.reject(new ApiError(412, { message: "The interview was changed elsewhere." }));
};

function Tab() {
  const { data } = useInterview("i1");
  return (
    <>
      {data && <QuestionsTab draft={data} />}
      <UndoBar owner="o1 m1" />
    </>
  );
}

/** Reading an answer takes more than one microtask. */
const passTurns = () => act(() => vi.advanceTimersByTimeAsync(100));

beforeEach(async () => {
  vi.useFakeTimers();
  hold("First", "Second", "Last");
  vi.spyOn(api, "GET").mockImplementation(((path: string, { params }: { params: { path: { id: string } } }) => {
    const found = held.find(({ id }) => id === params.path.id);
    const data = path === "/questions/{id}" ? found : { id: "i1", questions: held, assessmentCriteria: [] };
    return Promise.resolve({ data: { data }, response: new Response() });
  }) as never);
  for (const method of ["POST", "PATCH", "DELETE"] as const) vi.spyOn(api, method).mockImplementation(refuse);
  const path = "/interviews/$interviewId/build";
  router = createTestRouter(<Tab />, "/interviews/i1/build", path);
  showAs("MEMBER", <RouterProvider router={router} />);
  await passTurns();
});

const press = async (name: string) => {
  fireEvent.click(screen.getByRole("button", { name }));
  await passTurns();
};
const outline = () =>
  screen
    .getAllByRole("button", { name: /Open question$/ })
    .map(({ textContent }) => textContent.replace("Open question", ""));
const said = () => screen.getByRole("alert").textContent;

it.each(["Move question 1 down", "Delete this question", "Add a question"])(
  "shows the server's questions after it refuses: %s",
  async (name) => {
    await press(name);
    expect(said()).toContain("The interview was changed elsewhere.");
    expect(outline()).toEqual(["1. Last", "2. First", "3. Second"]);
  },
);

it("shows the server's questions after it refuses to restore one", async () => {
  vi.spyOn(api, "DELETE").mockImplementation(() => {
    hold("Second", "Last");
    return Promise.resolve({}) as never;
  });
  await press("Delete this question");
  await press("Undo");
  expect(said()).toContain("The interview was changed elsewhere.");
  expect(outline()).toEqual(["1. Last", "2. Second"]);
});

it("focuses and selects the text of a question that was added", async () => {
  vi.spyOn(api, "POST").mockImplementation(() => {
    hold("First", "Second", "Last", "New question");
    return Promise.resolve({ data: { data: [{ id: "New question" }] }, response: new Response() }) as never;
  });
  await press("Add a question");
  const text = screen.getByLabelText<HTMLTextAreaElement>("Question");
  expect(document.activeElement).toBe(text);
  expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe("New question");
});

it.each(["/sessions", "/interviews/i2/build"])(
  "stays on the page opened before a question was added: %s",
  async (to) => {
    let answer: () => void = () => undefined;
    vi.spyOn(api, "POST").mockReturnValue(
      new Promise((resolve) => {
        answer = () => {
          resolve({ data: { data: [{ id: "New question" }] }, response: new Response() });
        };
      }) as never,
    );
    await press("Add a question");
    await act(() => router.navigate({ to: to as never }));
    answer();
    await passTurns();
    expect(router.state.location.href).toBe(to);
  },
);

it("keeps the focus on the button that moved a question", async () => {
  vi.spyOn(api, "PATCH").mockImplementation(() => {
    hold("Second", "First", "Last");
    return Promise.resolve({}) as never;
  });
  const down = screen.getByRole("button", { name: "Move question 1 down" });
  down.focus();
  fireEvent.click(down);
  await passTurns();
  expect(outline()).toEqual(["1. Second", "2. First", "3. Last"]);
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move question 2 down");
});

it("shows on a phone how to add a question after the last one was deleted", async () => {
  vi.spyOn(api, "DELETE").mockImplementation(() => {
    hold();
    return Promise.resolve({}) as never;
  });
  const add = () => screen.getByRole("button", { name: "Add a question" });
  await press("2. Edit");
  expect(add().closest(".hidden")).not.toBeNull();
  await press("Delete this question");
  expect(screen.getByText("No questions yet. Add the first one.")).toBeTruthy();
  expect(add().closest(".hidden")).toBeNull();
});
