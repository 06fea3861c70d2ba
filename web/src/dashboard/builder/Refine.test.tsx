import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { listViolations } from "../../ui/testing";
import type { Change } from "../drafting/refinement";
import { showAs } from "../testing/showInDashboard";
import { type Draft } from "./draft";
import { Refine } from "./Refine";

const PART = { description: null, type: null, options: null, anchors: null, criteria: null, probes: null };
const ADDED = { action: "ADD", part: "QUESTION", place: null, fromPlace: null, before: null, why: "" } as const;
const added = (text: string): Change => ({ ...ADDED, after: { ...PART, text } });
const REWORDED: Change = {
  ...{ ...ADDED, action: "CHANGE", place: 0 },
  ...{ before: { ...PART, text: "Old" }, after: { ...PART, text: "New" } },
};
const draft = {
  ...{ id: "i1", title: "Baker", questions: [{ id: "q1", text: "Old" }], assessmentCriteria: [] },
} as unknown as Draft;

let answers: Map<string, () => Promise<unknown>>;
let keys: unknown[];

beforeEach(() => {
  answers = new Map();
  keys = [];
  store({ id: "q1", text: "Reworded by hand" });
});

function store(...questions: object[]) {
  const data = { ...draft, questions };
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data }, response: new Response() } as never);
}

interface Sent {
  body: { text: string };
  params: { header: Record<string, string> };
}

/** Asks for changes. The server answers with these proposals. */
async function propose(...changes: Change[]): Promise<void> {
  vi.spyOn(api, "POST").mockImplementation(((path: string, { body, params }: Sent) => {
    if (path === "/drafts/refine") {
      const data = { changes, origin: { source: "model" }, leftOut: 0 };
      return Promise.resolve({ data: { data } });
    }
    keys.push(params.header["Idempotency-Key"]);
    return answers.get(body.text)?.() ?? Promise.resolve({ data: { data: [{ id: "q2" }] } });
  }) as never);
  showAs("MEMBER", <Refine draft={draft} />, new QueryClient());
  fireEvent.change(screen.getByLabelText("What should change?"), { target: { value: "More" } });
  fireEvent.click(screen.getByText("Preview changes"));
  await screen.findAllByText("Apply this change");
}

const rows = () => screen.getAllByRole("listitem", { hidden: true });
const applyAll = () => {
  for (const button of screen.getAllByText("Apply this change")) fireEvent.click(button);
};

it("keeps a proposal that could not be applied, with the reason, while others are applied", async () => {
  await propose(REWORDED, added("First?"), added("Second?"));
  applyAll();
  await waitFor(() => {
    expect(rows()).toHaveLength(1);
  });
  const [row] = rows();
  expect(row?.textContent).toContain("This part has changed since the preview, so the change wasn’t applied.");
  expect(within(row as HTMLElement).getByText("Apply this change")).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});

it("shows each failure in its own row", async () => {
  answers.set("First?", () => Promise.reject(new ApiError(429, { message: "Too many." })));
  answers.set("Second?", () => Promise.reject(new ApiError(0, {}, null, "once")));
  await propose(added("First?"), added("Second?"));
  applyAll();
  await screen.findByText(/Your request may still have succeeded/);
  const [first, second] = rows().map(({ textContent }) => textContent);
  expect(first).toContain("The change was not applied. Too many. The interview was not changed.");
  expect(second).toContain(
    "We can’t reach the server. Your request may still have succeeded, and it’s safe to try again.",
  );
});

it("adds a question only once when it is applied again after a lost response", async () => {
  answers.set("First?", () => Promise.reject(new ApiError(0, {}, null, "once")));
  await propose(added("First?"));
  applyAll();
  await screen.findByText(/may still have succeeded/);
  answers.clear();
  store({ id: "q1", text: "Old" }, { id: "q2", text: "First?" });
  applyAll();
  await screen.findByText("You’ve reviewed all the proposals.");
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBeTypeOf("string");
  expect(keys[1]).toBe(keys[0]);
});

it("proposes nothing new while a proposal is being applied, because that would hide a failure", async () => {
  answers.set("First?", () => new Promise(() => undefined));
  await propose(added("First?"), added("Second?"));
  applyAll();
  await waitFor(() => {
    expect(screen.getByText("Preview changes").closest("button")?.getAttribute("aria-disabled")).toBe("true");
  });
  fireEvent.click(screen.getByText("Preview changes"));
  expect(rows()).toHaveLength(2);
});
