import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { keptStore } from "../../link/storage";
import { saveAll, useSaved } from "./useSaved";

/** A save whose requests the test answers in the order in which they were sent. */
function slow() {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const save = (value: string) => {
    sent.push(value);
    return new Promise<void>((settle) => answers.push(settle));
  };
  const answer = () => act(async () => Promise.resolve(answers.shift()?.()));
  return { sent, save, answer };
}

it("doesn't count a change as saved while it is being sent", async () => {
  const { sent, save, answer } = slow();
  const { result } = renderHook(() => useSaved<string>("slow", "", save, "Saved"));
  act(() => {
    result.current.change("Sixty", true);
  });
  expect(sent).toEqual(["Sixty"]);
  const all = vi.fn();
  const asking = saveAll().then(all);
  await act(async () => Promise.resolve());
  expect(all).not.toHaveBeenCalled();
  await answer();
  await asking;
  expect(all).toHaveBeenCalledWith(true);
});

it("sends an earlier change before a later one", async () => {
  const { sent, save, answer } = slow();
  const { result } = renderHook(() => useSaved<string>("twice", "", save, "Saved"));
  act(() => {
    result.current.change("Six", true);
  });
  act(() => {
    result.current.change("Sixty", true);
  });
  expect(sent).toEqual(["Six"]);
  await answer();
  expect(sent).toEqual(["Six", "Sixty"]);
  await answer();
  expect(result.current).toMatchObject({ value: "Sixty", state: "saved" });
});

const NONE = { content: null as string | null, note: null as string | null };

it("names the changed fields of an object, also those that an earlier page has left unsaved", async () => {
  const first = vi.fn(() => Promise.reject(new Error("offline")));
  const { result, unmount } = renderHook(() => useSaved("fields", NONE, first, "Saved"));
  act(() => {
    result.current.change({ ...NONE, note: "Misheard." }, true);
  });
  await vi.waitFor(() => {
    expect(result.current.state).toBe("failed");
  });
  unmount();
  const save = vi.fn(() => Promise.resolve());
  const meanwhile = { content: "Sixty", note: null };
  const later = renderHook(() => useSaved<typeof NONE>("fields", meanwhile, save, "Saved"));
  expect(later.result.current.value).toEqual({ content: "Sixty", note: "Misheard." });
  await act(async () => void (await saveAll()));
  act(() => {
    later.result.current.change({ content: "Six", note: "Misheard." }, true);
  });
  await act(async () => void (await saveAll()));
  expect(save.mock.calls).toEqual([
    [{ content: "Sixty", note: "Misheard." }, ["note"]],
    [{ content: "Six", note: "Misheard." }, ["content"]],
  ]);
});

it("saves all fields that a page of an earlier version has left unsaved", async () => {
  keptStore().setItem("earlier", JSON.stringify({ content: "Six", note: null }));
  const save = vi.fn(() => Promise.resolve());
  renderHook(() => useSaved<typeof NONE>("earlier", { content: null, note: "Misheard." }, save, "Saved"));
  await act(async () => void (await saveAll()));
  expect(save.mock.calls).toEqual([[{ content: "Six", note: null }, ["content", "note"]]]);
});

it("names a field that changed back, because the earlier change may have arrived", async () => {
  const save = vi.fn(() => Promise.reject(new Error("no answer")));
  const { result } = renderHook(() => useSaved("back", NONE, save, "Saved"));
  for (const content of ["Sixty", null]) {
    act(() => {
      result.current.change({ ...NONE, content }, true);
    });
    await vi.waitFor(() => {
      expect(result.current.state).toBe("failed");
    });
  }
  expect(save.mock.calls).toEqual([
    [{ content: "Sixty", note: null }, ["content"]],
    [{ content: null, note: null }, ["content"]],
  ]);
});
