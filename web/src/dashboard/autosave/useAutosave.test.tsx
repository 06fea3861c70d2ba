import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import type { Draft } from "../builder/draft";
import type { Values } from "./saveOver";
import { findUnsaved, forgetAllUnsaved } from "./unsaved";
import { useAutosave } from "./useAutosave";

const draft = { id: "i1" } as Draft;

/** The values on the server, and the saves that the test has yet to answer. */
let held: Record<string, unknown>;
let answers: ((error?: ApiError) => void)[];

const read = () => Promise.resolve({ values: held, etag: "1" });
const save = (values: Values) =>
  new Promise<void>((settle, fail) => {
    answers.push((error) => {
      if (error !== undefined) fail(error);
      else {
        held = { ...held, ...values };
        settle();
      }
    });
  });

const target = { draft, of: "q1", stored: () => held, read, save, readLast: () => Promise.reject(new ApiError(0)) };

function Around({ children }: { children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
    </I18nProvider>
  );
}

const open = () => renderHook(() => useAutosave(target), { wrapper: Around });
/** Reading an answer takes several turns of the event loop. */
const pass = (milliseconds = 0) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    for (let turn = 0; turn < 10; turn += 1) await vi.advanceTimersByTimeAsync(0);
  });
const answer = async (error?: ApiError) => {
  answers.shift()?.(error);
  await pass();
};

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  vi.useFakeTimers();
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: draft } } as never);
  held = { text: "Why?", updatedAt: "1" };
  answers = [];
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  forgetAllUnsaved();
});

it("saves what was typed during a save, even if the form is left meanwhile", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us" });
  });
  await pass(1_000);
  act(() => {
    form.result.current.change({ text: "Why us, and why now?" });
  });
  form.unmount();
  await answer();
  await answer();
  expect(held.text).toBe("Why us, and why now?");
  expect(findUnsaved("q1")).toBeUndefined();
});

it("keeps what is typed while an earlier change is saved, and saves it next", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us" });
  });
  await pass(1_000);
  act(() => {
    form.result.current.change({ text: "Why us, and why now?" });
  });
  await answer();
  expect(form.result.current.changed).toEqual({ text: "Why us, and why now?" });
  await pass(1_000);
  await answer();
  expect(held.text).toBe("Why us, and why now?");
  expect(form.result.current.changed).toEqual({});
});

it("shows what could not be saved when the form is opened again", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us?" });
  });
  await pass(1_000);
  await answer(new ApiError(503));
  expect(form.result.current.error?.status).toBe(503);
  form.unmount();
  const again = open();
  expect(again.result.current.changed).toEqual({ text: "Why us?" });
  await pass(1_000);
  await answer();
  expect(held.text).toBe("Why us?");
  expect(again.result.current.changed).toEqual({});
});

it("keeps both versions of a conflict after the form is left, and overwrites neither", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us?" });
  });
  held = { text: "Why me?", updatedAt: "2" };
  await pass(1_000);
  expect(form.result.current.conflicts).toHaveLength(1);
  form.unmount();
  const again = open();
  await pass(1_000);
  expect(again.result.current.conflicts).toMatchObject([{ field: "text", mine: "Why us?", theirs: "Why me?" }]);
  expect(held.text).toBe("Why me?");
});

it("discards unsaved changes to a question that was deleted", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us?" });
  });
  form.unmount();
  await pass();
  await answer(new ApiError(404));
  expect(findUnsaved("q1")).toBeUndefined();
});

it("tries again once the browser is online", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us?" });
  });
  await pass(1_000);
  await answer(new ApiError(0));
  expect(form.result.current.saving?.is).toBe("unsaved");
  fireEvent(window, new Event("online"));
  await pass();
  await answer();
  expect(held.text).toBe("Why us?");
  expect(form.result.current.error).toBeNull();
  expect(findUnsaved("q1")).toBeUndefined();
});

it("doesn't try again what the server refused", async () => {
  const form = open();
  act(() => {
    form.result.current.change({ text: "" });
  });
  await pass(1_000);
  await answer(new ApiError(400));
  fireEvent(window, new Event("online"));
  await pass();
  expect(answers).toEqual([]);
});
