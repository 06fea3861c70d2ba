import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { BeginCards } from "./BeginCards";

const TEMPLATE = { id: "t1", title: "Baker", language: "en", file: { interview: {}, questions: [] } };
const VOICE = { ear: { languages: ["en"] }, mouth: { languages: ["en"] } };

it.each([
  ["Start blank: Blank", "/interviews"],
  ["Use this template: Baker", "/interviews/import"],
])("creates no second interview when the person tries again: %s", async (name, path) => {
  const keys: string[] = [];
  vi.spyOn(api, "GET").mockImplementation(((asked: string) =>
    Promise.resolve({ data: { data: asked === "/templates" ? [TEMPLATE] : VOICE } })) as never);
  vi.spyOn(api, "POST").mockImplementation((asked: string, { params }: { params?: { header: object } }) => {
    expect(asked).toBe(path);
    keys.push(Object.values(params?.header ?? {}).join(""));
    return Promise.reject(new ApiError(0, {}, null, "once"));
  });
  const router = createTestRouter(<BeginCards />);
  showAs("MEMBER", <RouterProvider router={router as never} />, new QueryClient());
  fireEvent.click(await screen.findByRole("button", { name }));
  const said = await screen.findByText(/and it’s safe to try again\.$/);
  expect(said.textContent).not.toContain("was not created");
  fireEvent.click(screen.getByRole("button", { name }));
  await vi.waitFor(() => {
    expect(keys).toHaveLength(2);
  });
  expect(keys[0]).not.toBe("");
  expect(keys[1]).toBe(keys[0]);
});
