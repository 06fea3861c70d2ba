import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, polyfillDialogs, show } from "../../../ui/testing";
import { RequestDialog } from "../../entry/RequestDialog";
import { Erase } from "../rights/Erase";
import type { Rights } from "../records";
import { Withdraw } from "../rights/Withdraw";

const RIGHTS = { organizationName: "Harbour", held: [{ what: "transcript" }], consents: [] } as unknown as Rights;
const refuse = (status: number, error: object) => Response.json({ error }, { status });
const limited = () => refuse(429, { code: "RATE_LIMITED", message: "Too many requests." });

beforeEach(polyfillDialogs);

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("reports a failed withdrawal in the dialog and withdraws on retry", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(limited());
  const onDone = vi.fn();
  show(<Withdraw slug="lead" rights={RIGHTS} onDone={onDone} />);
  press("Withdraw my consent…");
  press("Withdraw consent");
  const said = await within(screen.getByRole("dialog")).findByText("Too many requests.");
  expect(said.closest("[role=alert]")?.textContent).toContain("Too many requests. Nothing was changed.");
  expect(onDone).not.toHaveBeenCalled();
  expect(await listViolations()).toEqual([]);
  fetch.mockResolvedValueOnce(Response.json({ data: {} }));
  press("Try again");
  await waitFor(() => {
    expect(onDone).toHaveBeenCalledOnce();
  });
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("doesn't claim that nothing was changed if the server may have withdrawn the consent", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(refuse(504, {}));
  const onDone = vi.fn();
  show(<Withdraw slug="lead" rights={RIGHTS} onDone={onDone} />);
  press("Withdraw my consent…");
  press("Withdraw consent");
  expect(await screen.findByText(/We don’t know whether this took effect\./)).toBeTruthy();
  expect(screen.queryByText(/Nothing was changed/)).toBeNull();
  const already = { code: "CONFLICT", message: "Consent was already withdrawn.", state: "withdrawn" };
  fetch.mockResolvedValueOnce(refuse(409, already));
  press("Try again");
  await waitFor(() => {
    expect(onDone).toHaveBeenCalledOnce();
  });
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("doesn't claim that a request was not sent if the server may have it", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(refuse(502, {}));
  const known = { name: null, email: null, needsName: false, needsEmail: false };
  const about = { token: null, kind: "human_review", interview: { title: "Lead" }, participant: known } as const;
  show(<RequestDialog slug="lead" {...about} onClose={vi.fn()} />);
  press("Send the request");
  const said = /We don’t know whether your request was sent\. What you wrote is still here\./;
  expect(await screen.findByText(said)).toBeTruthy();
});

it("reports a failed erasure in the dialog and erases on retry", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(limited());
  const onErased = vi.fn();
  show(<Erase slug="lead" rights={RIGHTS} onErased={onErased} onUnsure={vi.fn()} />);
  press("Erase my data…");
  press("Continue to erasure…");
  press("Erase everything");
  const said = await within(screen.getByRole("dialog")).findByText("Too many requests.");
  expect(said.closest("[role=alert]")?.textContent).toContain("Too many requests. Nothing was erased.");
  expect(onErased).not.toHaveBeenCalled();
  fetch.mockResolvedValueOnce(Response.json({ data: { receipt: { id: "r1", at: "2026-11-24T09:36:00.000Z" } } }));
  press("Try again");
  await waitFor(() => {
    expect(onErased).toHaveBeenCalledOnce();
  });
});
