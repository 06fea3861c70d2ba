import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";

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
