import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../../ui/testing";
import { createTestRouter } from "../../testing/showInDashboard";
import type { Theme } from "../useInsights";
import { Themes } from "./Themes";

const SPEED = { theme: "SPEED", name: "Speed", count: 5, total: 5, sessions: [], quotes: [], counter: null };

async function showTheme(theme: object): Promise<void> {
  const part = <Themes themes={[theme as Theme]} to={() => "/sessions?theme=SPEED"} />;
  show(<RouterProvider router={createTestRouter(part)} />);
  await screen.findByRole("heading", { name: "Speed" });
}

it("says why a theme has no quotes, and leads to no empty list, while its reports must be rated first", async () => {
  await showTheme(SPEED);
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByText("5 of 5")).toBeTruthy();
  expect(screen.getByText("Rate these sessions to read what was said.")).toBeTruthy();
});

it("leads to the sessions of a theme that can be read", async () => {
  await showTheme({ ...SPEED, sessions: [{ sessionId: "s1", participantName: "Alex", isAgainst: false }] });
  expect(screen.getByRole("link", { name: "Speed: 5 of 5 sessions" })).toBeTruthy();
  expect(screen.queryByText(/Rate these sessions/)).toBeNull();
});
