import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import { listViolations, pass, show } from "../../ui/testing";
import { Loaded } from "./Loaded";

const failed = new ApiError(503, { message: "The database is busy." });

const loaded = (value: string | null, error: ApiError | null, onRetry = vi.fn()) => (
  <Loaded value={value} error={error} onRetry={onRetry}>
    {(name) => <p>Name: {name}</p>}
  </Loaded>
);

it("shows what was loaded, and nothing else", () => {
  show(loaded("Northwind", null));
  expect(screen.getByRole("main").textContent).toBe("Name: Northwind");
});

it("keeps what was loaded if loading it again fails", () => {
  show(loaded("Northwind", failed));
  expect(screen.getByRole("main").textContent).toBe("Name: Northwind");
});

it("shows a value that is empty, too", () => {
  show(loaded("", null));
  expect(screen.getByText("Name:")).toBeTruthy();
});

it("says that it is loading, and offers to try again if that is very slow", async () => {
  vi.useFakeTimers();
  const onRetry = vi.fn();
  const { container } = show(loaded(null, null, onRetry));
  expect(screen.getByRole("group", { name: "Loading" }).getAttribute("aria-busy")).toBe("true");
  expect(container.querySelectorAll(".bone")).toHaveLength(4);
  expect(screen.queryByRole("button")).toBeNull();
  pass(16_000);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("says why it could not be loaded, that nothing was changed, and tries again when asked to", async () => {
  const onRetry = vi.fn();
  show(loaded(null, failed, onRetry));
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain("This section could not be loaded. The database is busy. Nothing was changed.");
  expect(screen.queryByRole("group")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});
