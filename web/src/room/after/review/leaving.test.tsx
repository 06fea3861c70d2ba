import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, polyfillDialogs, show } from "../../../ui/testing";
import { Erase } from "../rights/Erase";
import type { Rights } from "../records";
import { Withdraw } from "../rights/Withdraw";

const RIGHTS = { organizationName: "Harbour", held: [{ what: "transcript" }], consents: [] } as unknown as Rights;
const busy = () => Response.json({ error: { code: "UNAVAILABLE", message: "The storage is busy." } }, { status: 503 });

beforeEach(polyfillDialogs);

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("reports a failed withdrawal in the dialog and withdraws on retry", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(busy());
  const onDone = vi.fn();
  show(<Withdraw slug="lead" rights={RIGHTS} onDone={onDone} />);
  press("Withdraw my consent…");
  press("Withdraw consent");
  const said = await within(screen.getByRole("dialog")).findByText("The storage is busy.");
  expect(said.closest("[role=alert]")?.textContent).toContain("The storage is busy. Nothing was changed.");
  expect(onDone).not.toHaveBeenCalled();
  expect(await listViolations()).toEqual([]);
  fetch.mockResolvedValueOnce(Response.json({ data: {} }));
  press("Try again");
  await waitFor(() => {
    expect(onDone).toHaveBeenCalledOnce();
  });
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("reports a failed erasure in the dialog and erases on retry", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(busy());
  const onErased = vi.fn();
  show(<Erase slug="lead" rights={RIGHTS} onErased={onErased} />);
  press("Erase my data…");
  press("Continue to erasure…");
  press("Erase everything");
  const said = await within(screen.getByRole("dialog")).findByText("The storage is busy.");
  expect(said.closest("[role=alert]")?.textContent).toContain("The storage is busy. Nothing was erased.");
  expect(onErased).not.toHaveBeenCalled();
  fetch.mockResolvedValueOnce(Response.json({ data: { receipt: { id: "r1", at: "2026-11-24T09:36:00.000Z" } } }));
  press("Try again");
  await waitFor(() => {
    expect(onErased).toHaveBeenCalledOnce();
  });
});
