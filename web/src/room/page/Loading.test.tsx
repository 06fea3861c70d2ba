import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, pass, showPage } from "../../ui/testing";
import { Loading } from "./Loading";

beforeEach(() => {
  vi.useFakeTimers();
  showPage(<Loading />);
});

it("is a complete page that says it is loading the interview", async () => {
  expect(document.title).toBe("Loading · Aural");
  expect(screen.getByRole("heading", { level: 1, name: "Loading the interview" })).toBeTruthy();
  expect(screen.getByRole("main").getAttribute("aria-busy")).toBe("true");
  expect(await listViolations(document)).toEqual([]);
});

it("says after four seconds that it is still loading, and that the link stays valid", async () => {
  const words = () => screen.getByRole("status").textContent;
  pass(4_000);
  expect(words()).toBe("");
  pass(1_000);
  expect(words()).toBe("Still loading. Your link remains valid.");
  expect(await listViolations(document)).toEqual([]);
});
