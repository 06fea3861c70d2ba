import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import { key } from "./keys";
import { usePages } from "./usePages";

const PAGE = { data: ["Mina"], cursor: "c1" };

function renderPages(load: () => Promise<typeof PAGE>) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => usePages(key("candidates"), load), { wrapper }).result;
}

it("tells a next page that could not be loaded from a list that could not", async () => {
  const busy = new ApiError(503, { message: "The database is busy." });
  const pages = renderPages(vi.fn().mockResolvedValueOnce(PAGE).mockRejectedValueOnce(busy));
  await waitFor(() => {
    expect(pages.current.rows).toEqual(["Mina"]);
  });
  act(() => {
    pages.current.showMore();
  });
  await waitFor(() => {
    expect(pages.current.moreError).toBe(busy);
  });
  expect([pages.current.rows, pages.current.error]).toEqual([["Mina"], null]);
});

it("has the error of a list that could not be loaded", async () => {
  const busy = new ApiError(503, { message: "The database is busy." });
  const pages = renderPages(vi.fn().mockRejectedValue(busy));
  await waitFor(() => {
    expect(pages.current.error).toBe(busy);
  });
  expect([pages.current.rows, pages.current.moreError]).toEqual([null, null]);
});
