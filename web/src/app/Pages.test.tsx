import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { expect, it, vi } from "vitest";

import { Pages } from "./Pages";

vi.mock("../room/RoomApp", () => {
  throw new Error("The network is gone.");
});

it("says so, with a way on, where a product could not be fetched", async () => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  render(
    <I18nProvider i18n={i18n}>
      <Suspense>
        <Pages path="/i/lead/room" />
      </Suspense>
    </I18nProvider>,
  );
  expect(await screen.findByRole("heading", { name: "This page could not be loaded" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Reload the page" })).toBeTruthy();
});
