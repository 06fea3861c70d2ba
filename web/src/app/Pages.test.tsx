import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { openPages } from "./Pages";

vi.mock("../room/RoomApp", () => {
  throw new Error("The network is gone.");
});
vi.mock("../dashboard/DashboardApp", () => ({ default: () => <h1>Interviews</h1> }));

async function show(path: string) {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const pages = await openPages(path);
  render(<I18nProvider i18n={i18n}>{pages}</I18nProvider>);
}

it("renders the product at once, without a loading fallback before it", async () => {
  await show("/interviews");
  expect(screen.getByRole("heading", { name: "Interviews" })).toBeTruthy();
});

it("says when a product could not be fetched, and offers to reload", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await show("/i/lead/room");
  expect(screen.getByRole("heading", { name: "This page could not be loaded" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Reload the page" })).toBeTruthy();
});
