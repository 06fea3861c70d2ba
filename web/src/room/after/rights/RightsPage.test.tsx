import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, polyfillDialogs, showPage } from "../../../ui/testing";
import type { Rights } from "../records";
import RightsPage from "./RightsPage";

const RIGHTS: Rights = {
  title: "Service lead",
  organizationName: "Harbour",
  contact: "people@harbour.example",
  held: [{ what: "transcript", count: 4, since: "2026-11-14T10:00:00Z" }],
  sessions: [],
  seenBy: [],
  consents: [{ item: "model", version: "1", language: "en", givenAt: "2026-11-14T10:00:00Z", withdrawnAt: null }],
  requests: [],
  canReview: false,
  reviewUntil: null,
  isWithdrawn: false,
};

const onReload = vi.fn();

beforeEach(polyfillDialogs);

async function open(part: Partial<Rights> = {}) {
  vi.spyOn(globalThis, "fetch").mockImplementation(() =>
    Promise.resolve(Response.json({ data: { ...RIGHTS, ...part } })),
  );
  showPage(<RightsPage slug="lead" token={null} interview={null} onGo={vi.fn()} onReload={onReload} />);
  await screen.findByRole("heading", { name: "What is stored" });
}
const headings = () => screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("offers nothing to download, correct or erase once nothing is stored", async () => {
  await open({ held: [], consents: [], canReview: true });
  expect(headings()).toEqual(["What is stored", "Contact"]);
  expect(await listViolations(document)).toEqual([]);
});

it("says before consent is withdrawn that an existing report is deleted", async () => {
  await open({ held: [...RIGHTS.held, { what: "report", count: 1, since: null }] });
  press("Withdraw my consent…");
  expect(screen.getByRole("dialog").textContent).toContain("The report about your answers is deleted");
});

it("says that no report will be written if there is none yet", async () => {
  await open();
  press("Withdraw my consent…");
  expect(screen.getByRole("dialog").textContent).toContain("Harbour won’t get a report about your answers");
});

it("names the backups and the model's provider before anything is erased", async () => {
  await open();
  press("Erase my data…");
  expect(screen.getByText(/^Backups and logs of the database/)).toBeTruthy();
  expect(screen.getByText(/^What the provider of the language model keeps/)).toBeTruthy();
});

it("lists requests on their own, and sends no second review while one is unanswered", async () => {
  const at = "2026-11-14T11:00:00Z";
  await open({
    requests: [
      { kind: "ADJUSTMENT", at, state: "DONE" },
      { kind: "HUMAN_REVIEW", at, state: "OPEN" },
    ],
  });
  expect(headings()).toContain("Your requests");
  const ask = screen.getByRole("button", { name: "Ask for a review by a person" });
  expect(ask.getAttribute("aria-disabled")).toBe("true");
  expect(ask.getAttribute("aria-describedby")).toBe(screen.getByText(/hasn’t answered it yet/).id);
});

it("says how long the data is kept", async () => {
  await open({ keptDays: 30 });
  expect(screen.getByText(/^It is erased at the latest 30 days after your last interview here ended/)).toBeTruthy();
});

it("says so if no period is set", async () => {
  await open({ keptDays: null });
  expect(screen.getByText(/^It is kept until it is erased;/)).toBeTruthy();
});

it("promises no deletion while the data must be kept for a legal reason", async () => {
  await open({ keptDays: 30, isHeld: true });
  expect(screen.queryByText(/It is erased at the latest/)).toBeNull();
  expect(screen.queryByText(/will be deleted/)).toBeNull();
  expect(screen.queryByText(/until you erase/)).toBeNull();
  expect(screen.queryByRole("button", { name: "Erase my data…" })).toBeNull();
  expect(screen.getByText(/^Your data must be kept for now, for a legal reason/)).toBeTruthy();
});

it.each([
  ["people@harbour.example", "To learn more, write to people@harbour.example."],
  [null, "To learn more, ask Harbour."],
])("says whom to ask about it, also without an invitation: %s", async (contact, words) => {
  await open({ isHeld: true, contact });
  const section = screen.getByRole("region", { name: "Erase everything" });
  expect(section.textContent).toContain(words);
  expect(section.textContent).not.toContain("invited");
});

it("looks for the receipt if no answer came, and never says then that nothing was erased", async () => {
  await open();
  press("Erase my data…");
  press("Continue to erasure…");
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError("Failed to fetch"));
  press("Erase everything");
  await screen.findByText(/We don’t know whether this took effect\./);
  expect(onReload).toHaveBeenCalledOnce();
  const unknown = { code: "UNAUTHORIZED", message: "This browser does not know who you are." };
  vi.mocked(fetch).mockResolvedValueOnce(Response.json({ error: unknown }, { status: 401 }));
  press("Try again");
  await screen.findByText(unknown.message);
  expect(screen.queryByText(/Nothing was erased/)).toBeNull();
  expect(screen.getByText(/your data has very likely been erased/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  expect(onReload).toHaveBeenCalledTimes(2);
});
