import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { polyfillDialogs } from "../../../ui/testing";
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

const TRANSCRIPT = {
  title: "Service lead",
  organizationName: "Harbour",
  messages: [said(1, "We were six."), said(2, "In the winter.")],
  until: "2026-11-15T10:00:00Z",
  isSent: false,
  canReview: true,
  isWithdrawn: false,
  remark: null,
};

/** A session of the same link, whose messages have the same numbers. */
const session = (name: string) => ({
  ...TRANSCRIPT,
  messages: TRANSCRIPT.messages.map((message) => ({ ...message, id: `${name}-${message.seq}` })),
});

let corrections: Correction[];
let transcript: object;
let isBroken: boolean;

beforeEach(polyfillDialogs);

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  corrections = [];
  [transcript, isBroken] = [TRANSCRIPT, false];
  vi.spyOn(globalThis, "fetch").mockImplementation((_path, request) => {
    if (request?.method === "PUT") corrections.push(JSON.parse(request.body as string) as Correction);
    if (request?.method === "PUT" && isBroken) return Promise.resolve(Response.json({}, { status: 503 }));
    return Promise.resolve(Response.json({ data: request?.method === "PUT" ? {} : transcript }));
  });
});

afterEach(cleanup);

it("keeps a correction while a search hides its answer, and says that only a later note is new", async () => {
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
  await expect
    .poll(() => corrections.at(-1))
    .toEqual({
      slug: "lead",
      isLeftOut: false,
      reason: null,
      content: "We were sixty.",
      note: "The whole team.",
      changed: ["note"],
    });
});

it("gives the focus to the box that a button opens, and then back to the buttons", async () => {
  render(
    <I18nProvider i18n={i18n}>
      <ReviewPage slug="lead" token={null} interview={null} onGo={() => undefined} />
    </I18nProvider>,
  );
  const [door] = await screen.findAllByRole("button", { name: "Leave out of the report" });
  door?.focus();
  if (door !== undefined) fireEvent.click(door);
  expect(document.activeElement).toBe(screen.getByRole("checkbox"));
  const ready = screen.getByRole("button", { name: "Done" });
  ready.focus();
  fireEvent.click(ready);
  expect(document.activeElement).toBe(screen.getAllByRole("button", { name: "Correct this answer" })[0]);
});

const open = () =>
  render(
    <I18nProvider i18n={i18n}>
      <ReviewPage slug="lead" token={null} interview={null} onGo={() => undefined} />
    </I18nProvider>,
  );

it("calls a correction the version that counts only once it is saved, and shows it once while it is written", async () => {
  isBroken = true;
  open();
  const [first] = await screen.findAllByRole("button", { name: "Correct this answer" });
  if (first !== undefined) fireEvent.click(first);
  fireEvent.change(screen.getByLabelText("What you meant to say"), { target: { value: "We were sixty." } });
  expect(screen.getAllByText("We were sixty.")).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(await screen.findByText(/^Not saved yet/)).toBeTruthy();
  expect(screen.getByText("Your correction, not saved yet")).toBeTruthy();
  expect(screen.queryByText(/this version counts/)).toBeNull();
  isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Corrected by you: this version counts")).toBeTruthy();
});

it("labels each part of an answer as unsaved only if that part is", async () => {
  open();
  const [first] = await screen.findAllByRole("button", { name: "Correct this answer" });
  if (first !== undefined) fireEvent.click(first);
  fireEvent.change(screen.getByLabelText("What you meant to say"), { target: { value: "We were sixty." } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  await screen.findByText("Corrected by you: this version counts");
  isBroken = true;
  const [note] = screen.getAllByRole("button", { name: "Add a note" });
  if (note !== undefined) fireEvent.click(note);
  fireEvent.change(screen.getByLabelText("Your note on this answer"), { target: { value: "The whole team." } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(await screen.findByText(/^Not saved yet/)).toBeTruthy();
  expect(screen.getByText("Corrected by you: this version counts")).toBeTruthy();
  expect(screen.queryByText("Your correction, not saved yet")).toBeNull();
  expect(screen.getByText("Your note, not saved yet:")).toBeTruthy();
  isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Your note:")).toBeTruthy();
});

it("quotes comments once nothing can be changed, and totals repeated events", async () => {
  const noted = { id: "n", kind: "away", state: null, at: "2026-11-14T10:00:00Z", count: 2, seconds: 55 };
  transcript = {
    ...TRANSCRIPT,
    canReview: false,
    remark: "It was late.",
    integrity: { watchedSeconds: 60, ofSeconds: 60, items: [{ ...noted, characters: null, comment: "The bell." }] },
  };
  open();
  expect(await screen.findByRole("heading", { level: 1, name: "Your transcript" })).toBeTruthy();
  expect(screen.getByText("2 times, 55 s in total")).toBeTruthy();
  expect(screen.getByText("The bell.").tagName).toBe("P");
  expect(screen.getByText("It was late.").tagName).toBe("P");
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.queryByText(/You can explain/)).toBeNull();
});

it("leads back to an interview that isn't over", async () => {
  transcript = { ...TRANSCRIPT, until: null, canReview: false };
  open();
  const link = await screen.findByRole("link", { name: "Continue the interview" });
  expect(link.getAttribute("href")).toBe("/i/lead");
});

it("says after a withdrawal that nothing can be corrected, and doesn't lead back to the interview", async () => {
  transcript = { ...TRANSCRIPT, until: null, canReview: false, isWithdrawn: true };
  open();
  expect(await screen.findByText(/You withdrew your consent/)).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Your transcript");
  expect(screen.queryByRole("link", { name: "Continue the interview" })).toBeNull();
});

it("announces no deadline if there is nothing to check", async () => {
  transcript = { ...TRANSCRIPT, messages: [] };
  open();
  expect(await screen.findByText("There is nothing to check.")).toBeTruthy();
  expect(screen.queryByText(/You can correct your answers/)).toBeNull();
});

const write = (words: string) => {
  const [first] = screen.getAllByRole("button", { name: "Correct this answer" });
  if (first !== undefined) fireEvent.click(first);
  fireEvent.change(screen.getByLabelText("What you meant to say"), { target: { value: words } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
};

it("puts no unsaved words of one session into another session of the same link", async () => {
  [transcript, isBroken] = [session("first"), true];
  const { unmount } = open();
  await screen.findByText("We were six.");
  write("We were sixty.");
  fireEvent.change(screen.getByLabelText(/^Anything the reviewer/), { target: { value: "It was late." } });
  await screen.findByText(/^Not saved yet/);
  unmount();
  [transcript, isBroken, corrections] = [session("second"), false, []];
  const other = open();
  await screen.findByText("We were six.");
  expect(screen.queryByText("We were sixty.")).toBeNull();
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Anything the reviewer/).value).toBe("");
  other.unmount();
  expect(corrections).toEqual([]);
  transcript = session("first");
  open();
  expect(await screen.findByText("We were sixty.")).toBeTruthy();
});

it("forgets a correction that is refused because the review is over", async () => {
  transcript = session("late");
  const { unmount } = open();
  await screen.findByText("We were six.");
  const error = { code: "CONFLICT", message: "This transcript can't be corrected now." };
  vi.mocked(fetch).mockImplementationOnce(() => Promise.resolve(Response.json({ error }, { status: 409 })));
  write("We were sixty.");
  expect((await screen.findByText(/^Not saved\./)).textContent).toContain(error.message);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  vi.mocked(fetch).mockImplementationOnce(() => Promise.resolve(Response.json({ error }, { status: 409 })));
  // A press right after the button has changed is ignored.
  const [sendNow] = await waitFor(() => {
    fireEvent.click(screen.getByRole("button", { name: /^Send (to|without)/ }));
    return screen.getAllByRole("button", { name: "Send now" });
  });
  fireEvent.click(sendNow as HTMLElement);
  await waitFor(() => {
    expect(screen.getByRole("dialog").textContent).toContain(error.message);
  });
  expect(screen.queryByText(/Your corrections are still here/)).toBeNull();
  isBroken = true;
  unmount();
  open();
  await screen.findByText("We were six.");
  expect(screen.queryByText("We were sixty.")).toBeNull();
});
