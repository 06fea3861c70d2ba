import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import type { Question } from "../builder/draft";
import { showAs } from "../testing/showInDashboard";
import { SaveToLibrary } from "./SaveToLibrary";

it("saves a question only once when it is saved again after a lost response", async () => {
  const post = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(0, {}, null, "once"));
  post.mockResolvedValue({ data: { data: {} } } as never);
  showAs("MEMBER", <SaveToLibrary question={{ text: "Why?", hasOwnProbes: false } as Question} />, new QueryClient());
  fireEvent.click(screen.getByRole("button", { name: "Save to library" }));
  expect(await screen.findByText(/Your request may still have succeeded, and it’s safe to try again\.$/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Save to library" }));
  expect(await screen.findByRole("button", { name: "Saved to library" })).toBeTruthy();
  const [first, second] = post.mock.calls.map((call) => (call as unknown as [string, { params: object }])[1].params);
  expect(first).toEqual({ header: { "Idempotency-Key": expect.any(String) as string } });
  expect(second).toEqual(first);
});
