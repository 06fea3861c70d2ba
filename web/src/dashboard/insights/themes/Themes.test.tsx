import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../../ui/testing";
import type { Theme } from "../useInsights";
import { Themes } from "./Themes";

vi.mock("@tanstack/react-router", () => ({ useRouter: vi.fn(), Link: "a" }));

const SPEED: Theme = {
  theme: "SPEED",
  name: "Speed",
  count: 5,
  total: 5,
  sessions: [],
  quotes: [],
  counter: null,
} as never;

it("says why a theme has no quotes, and leads to no empty list, while its reports must be rated first", () => {
  show(<Themes themes={[SPEED]} to={() => "/sessions?theme=SPEED"} />);
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByText("5 of 5")).toBeTruthy();
  expect(screen.getByText("Rate these sessions to read what was said.")).toBeTruthy();
});

it("leads to the sessions of a theme that can be read", () => {
  show(<Themes themes={[{ ...SPEED, sessions: ["s1"] as never }]} to={() => "/sessions?theme=SPEED"} />);
  expect(screen.getByRole("link", { name: "Speed: 5 of 5 sessions" })).toBeTruthy();
  expect(screen.queryByText(/Rate these sessions/)).toBeNull();
});
