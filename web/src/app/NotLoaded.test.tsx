import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, showPage } from "../ui/testing";
import { NotLoaded } from "./NotLoaded";

it("is a complete page that says what is safe, and reloads when asked to", async () => {
  const reload = vi.fn();
  showPage(<NotLoaded reload={reload} />);
  expect(document.title).toBe("Not loaded · Aural");
  expect(screen.getByRole("heading", { level: 1, name: "This page could not be loaded" })).toBeTruthy();
  expect(screen.getByText(/Everything already saved is safe\./)).toBeTruthy();
  expect(await listViolations(document)).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Reload the page" }));
  expect(reload).toHaveBeenCalledOnce();
});
