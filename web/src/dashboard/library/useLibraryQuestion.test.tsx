import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import type { LibraryQuestion, LibraryQuestionChange } from "./library";
import { useLibraryQuestion } from "./useLibraryQuestion";

const kept = { id: "l1", text: "Why?", tags: [] } as unknown as LibraryQuestion;
const onSaved = vi.fn(() => Promise.resolve());
let stored: LibraryQuestion;
/** The PATCH is stored, but its answer is lost. */
let losesAnswers: boolean;

function Around({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>;
}

const open = () => renderHook(() => useLibraryQuestion(kept, onSaved), { wrapper: Around });

async function saveAs(form: ReturnType<typeof open>, text: string) {
  act(() => {
    form.result.current.put({ text });
  });
  await act(async () => {
    form.result.current.save();
    await vi.waitUntil(() => !form.result.current.isBusy);
  });
}

beforeEach(() => {
  stored = kept;
  losesAnswers = false;
  onSaved.mockClear();
  vi.spyOn(api, "GET").mockImplementation((() =>
    Promise.resolve({ data: { data: stored }, response: new Response() })) as never);
  vi.spyOn(api, "PATCH").mockImplementation(((_: string, { body }: { body: LibraryQuestionChange }) => {
    stored = { ...stored, ...body, text: (body.text ?? "").trim() };
    return losesAnswers ? Promise.reject(new ApiError(0)) : Promise.resolve({ response: new Response() });
  }) as never);
});

it("isn't in conflict with its own save whose answer was lost", async () => {
  const form = open();
  losesAnswers = true;
  await saveAs(form, "Why us ");
  expect(onSaved).not.toHaveBeenCalled();
  losesAnswers = false;
  await saveAs(form, "Why us, now?");
  expect(form.result.current.conflicts).toEqual([]);
  expect(stored.text).toBe("Why us, now?");
  expect(onSaved).toHaveBeenCalledOnce();
});

it("is in conflict with the save of someone else", async () => {
  const form = open();
  stored = { ...kept, text: "Why them?" };
  await saveAs(form, "Why us?");
  expect(form.result.current.conflicts).toMatchObject([{ field: "text", mine: "Why us?", theirs: "Why them?" }]);
  expect(stored.text).toBe("Why them?");
});
