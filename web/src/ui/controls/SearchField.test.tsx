import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { SearchField } from "./SearchField";

let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const field = (words: string) => (
  <SearchField
    label="Search"
    words={words}
    onSearch={(typed) => {
      asked.push(typed);
    }}
  />
);
const box = () => screen.getByRole<HTMLInputElement>("searchbox");
const type = (value: string) => fireEvent.change(box(), { target: { value } });
const pass = (milliseconds: number) => {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
};

it("keeps typed text until the address catches up, and reports each search once", () => {
  const { rerender } = render(field(""));
  type("Mi");
  pass(300);
  expect(asked).toEqual(["Mi"]);
  expect(box().value).toBe("Mi");
  type("Mina");
  rerender(field("Mi"));
  expect(box().value).toBe("Mina");
  pass(300);
  expect(asked).toEqual(["Mi", "Mina"]);
});

it("neither searches nor resets the field while a character is being composed", () => {
  render(field(""));
  fireEvent.compositionStart(box());
  type("xiao");
  pass(2_000);
  expect(box().value).toBe("xiao");
  expect(asked).toEqual([]);
  type("小");
  fireEvent.compositionEnd(box());
  pass(300);
  expect(asked).toEqual(["小"]);
});

it("shows the search terms of the address if they change elsewhere", () => {
  const { rerender } = render(field("Mina"));
  rerender(field(""));
  expect(box().value).toBe("");
  type("Mina");
  pass(300);
  expect(asked).toEqual(["Mina"]);
});
