import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import * as undoBar from "../../ui/overlay/UndoBar";
import type { LibraryQuestion } from "./library";
import { useDeleteFromLibrary } from "./useDeleteFromLibrary";

const QUESTION = { id: "l1", text: "Why?", tags: [], updatedAt: "2026-06-01" } as unknown as LibraryQuestion;

const client = new QueryClient();

function Around({ children }: { children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </I18nProvider>
  );
}

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  vi.spyOn(api, "DELETE").mockResolvedValue({} as never);
});

it("restores an equal question again after it was restored unseen and deleted again", async () => {
  const shown = { data: { data: QUESTION }, response: new Response() };
  vi.spyOn(api, "GET").mockResolvedValue(shown as never);
  const post = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(0, {}, null, "once"));
  post.mockResolvedValue({ data: { data: QUESTION } } as never);
  const offer = vi.spyOn(undoBar, "offerUndo").mockImplementation(() => undefined);
  const { result } = renderHook(() => useDeleteFromLibrary(), { wrapper: Around });
  for (const count of [1, 2]) {
    act(() => {
      result.current.mutate(QUESTION);
    });
    await waitFor(() => {
      expect(offer).toHaveBeenCalledTimes(count);
    });
    act(() => {
      offer.mock.lastCall?.[1]();
    });
    await waitFor(() => {
      expect(post).toHaveBeenCalledTimes(count);
    });
  }
  const [first, second] = post.mock.calls as unknown as [string, { params: object }][];
  expect(first?.[1].params).not.toEqual(second?.[1].params);
});
