import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { showPage } from "../../../ui/testing";
import type { Yourself } from "../records";
import YourselfPage from "./YourselfPage";

const YOURSELF: Yourself = {
  title: "Service lead",
  organizationName: "Harbour",
  isAsked: true,
  sex: "female",
  ethnicity: null,
  answeredAt: "2026-11-14T10:00:00Z",
  sexes: ["female", "male"],
  ethnicities: ["white"],
};

it("doesn't claim that nothing was changed if the server may have saved it", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(Response.json({ data: YOURSELF }));
  showPage(<YourselfPage slug="lead" token={null} interview={null} onGo={vi.fn()} />);
  const save = await screen.findByRole("button", { name: "Save" });
  vi.mocked(fetch).mockResolvedValueOnce(Response.json({}, { status: 502 }));
  fireEvent.click(save);
  const box = (await screen.findByRole("button", { name: "Try again" })).closest("[role=alert]");
  expect(box?.textContent).toContain("We don’t know whether this took effect.");
  vi.mocked(fetch).mockResolvedValueOnce(Response.json({}, { status: 422 }));
  fireEvent.click(save);
  expect(await screen.findByText(/Nothing was changed\./)).toBeTruthy();
});
