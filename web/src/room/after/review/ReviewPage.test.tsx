import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Correction } from "../records";
import ReviewPage from "./ReviewPage";

const said = (seq: number, content: string) => ({
  seq,
  id: String(seq),
  role: "user",
  content,
  questionId: null,
  kind: "answer",
  move: null,
  at: "2026-11-14T10:00:00Z",
  data: null,
  correction: null,
});

const transcript = {
  title: "Service lead",
  organizationName: "Harbour",
  messages: [said(1, "We were six."), said(2, "In the winter.")],
  until: "2026-11-15T10:00:00Z",
  isSent: false,
  canReview: true,
  remark: null,
};

let corrections: Correction[];

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  corrections = [];
  vi.spyOn(globalThis, "fetch").mockImplementation((_path, request) => {
    if (request?.method === "PUT") corrections.push(JSON.parse(request.body as string) as Correction);
    return Promise.resolve(Response.json({ data: request?.method === "PUT" ? {} : transcript }));
  });
});

afterEach(cleanup);

it("keeps a correction while a search hides its answer, and saves a later note with it", async () => {
  render(
    <I18nProvider i18n={i18n}>
      <ReviewPage slug="lead" token={null} interview={null} onGo={() => undefined} />
    </I18nProvider>,
  );
  const [first] = await screen.findAllByRole("button", { name: "Correct this answer" });
  if (first === undefined) throw new Error("Nothing can be corrected.");
  fireEvent.click(first);
  fireEvent.change(screen.getByLabelText("What you meant to say"), { target: { value: "We were sixty." } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  await screen.findByText(/^Saved/);
  const search = screen.getByRole("searchbox");
  fireEvent.change(search, { target: { value: "winter" } });
  fireEvent.change(search, { target: { value: "" } });
  expect(screen.getByText("We were sixty.")).toBeTruthy();
  const [note] = screen.getAllByRole("button", { name: "Add a note" });
  if (note === undefined) throw new Error("Nothing can be noted.");
  fireEvent.click(note);
  fireEvent.change(screen.getByLabelText("Your note on this answer"), { target: { value: "The whole team." } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  await expect.poll(() => corrections.at(-1)).toMatchObject({ content: "We were sixty.", note: "The whole team." });
});

it("gives the focus to the box that a button opens, and then back to the buttons", async () => {
  render(
    <I18nProvider i18n={i18n}>
      <ReviewPage slug="lead" token={null} interview={null} onGo={() => undefined} />
    </I18nProvider>,
  );
  const [door] = await screen.findAllByRole("button", { name: "Leave out of the assessment" });
  door?.focus();
  if (door !== undefined) fireEvent.click(door);
  expect(document.activeElement).toBe(screen.getByRole("checkbox"));
  const ready = screen.getByRole("button", { name: "Done" });
  ready.focus();
  fireEvent.click(ready);
  expect(document.activeElement).toBe(screen.getAllByRole("button", { name: "Correct this answer" })[0]);
});
