import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { polyfillDialogs } from "../../../ui/testing";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import { AddDialog } from "./AddDialog";

beforeEach(polyfillDialogs);

interface Params {
  path: { id: string };
  header: { "Idempotency-Key": string };
}

it("adds no one twice if the response was lost", async () => {
  const post = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(0));
  post.mockResolvedValueOnce({ data: { data: [{}] }, response: new Response() } as never);
  const onClose = vi.fn();
  showAs("MEMBER", <RouterProvider router={createTestRouter(<AddDialog interviewId="i1" onClose={onClose} />)} />);
  fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "Mina" } });
  const submit = () => fireEvent.submit(document.querySelector("form") as HTMLFormElement);
  submit();
  await screen.findByText("We can’t reach the server.");
  submit();
  await vi.waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  const [first, second] = (post.mock.calls as unknown[][]).map((call) => call[1] as { params: Params });
  expect(first?.params.path).toEqual({ id: "i1" });
  expect(first?.params.header["Idempotency-Key"]).toMatch(/^\w{32}$/u);
  expect(second).toEqual(first);
});
