import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { createTestRouter } from "../testing/showInDashboard";
import { NoPermissionLine, NotFound } from "./NotFound";

it("covers a missing page and missing access with one message, and links to the interviews", async () => {
  show(<RouterProvider router={createTestRouter(<NotFound />, "/interviews/unknown")} />);
  expect(await screen.findByRole("heading", { level: 1, name: "Not found" })).toBeTruthy();
  expect(document.title).toBe("Not found · Aural");
  const sentence = "There is nothing at this address, or you don’t have access to it. Check the address for typos.";
  expect(screen.getByText(sentence)).toBeTruthy();
  const link = screen.getByRole("link", { name: "Go to your interviews" });
  expect(link.getAttribute("href")).toBe("/interviews");
  expect(await listViolations(document)).toEqual([]);
});

it("says whom viewers can ask for a change, and offers no control", async () => {
  show(<NoPermissionLine />);
  expect(screen.getByRole("main").textContent).toBe("You can view this page. Ask an owner or admin to make changes.");
  expect(screen.queryByRole("button")).toBeNull();
  expect(await listViolations()).toEqual([]);
});
