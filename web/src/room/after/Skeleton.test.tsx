import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, pass, showPage } from "../../ui/testing";
import { Skeleton } from "./Skeleton";

beforeEach(() => {
  vi.useFakeTimers();
});

it("shows the page's heading at once, with focus, and marks the page as busy", async () => {
  showPage(<Skeleton interview={{ title: "Screening", organizationName: "Northwind" }} heading="Your receipt" />);
  const heading = screen.getByRole("heading", { level: 1, name: "Your receipt" });
  expect(document.activeElement).toBe(heading);
  expect(heading.closest("[aria-busy=true]")).not.toBeNull();
  expect(document.title).toBe("Your receipt · Screening · Aural");
  expect(screen.getByRole("banner").textContent).toContain("Northwind");
  expect(await listViolations(document)).toEqual([]);
});

it("is a complete page while the interview isn't known yet", async () => {
  showPage(<Skeleton interview={null} heading="Your receipt" />);
  expect(document.title).toBe("Your receipt · Interview · Aural");
  expect(screen.getByRole("banner").textContent).toContain("Aural");
  expect(await listViolations(document)).toEqual([]);
});

it("says nothing for four seconds, then that it is still loading, and later that it is slow", () => {
  showPage(<Skeleton interview={null} heading="Your receipt" />);
  const words = () => screen.getByRole("status").textContent;
  pass(4_000);
  expect(words()).toBe("");
  pass(1_000);
  expect(words()).toBe("Still loading");
  pass(10_000);
  expect(words()).toBe("Still loading");
  pass(1_000);
  expect(words()).toBe("This is taking a while. You can reload the page.");
});
