import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { Action } from "../controls/Action";
import { listViolations, show } from "../testing";
import { EmptyState, FilteredEmpty } from "./EmptyState";

it("says in a sentence why nothing is here, and offers what to do", async () => {
  const onCreate = vi.fn();
  show(
    <EmptyState
      actions={
        <>
          <Action onClick={onCreate}>Create an interview</Action>
          <Action>Import</Action>
        </>
      }
    >
      No interviews yet.
    </EmptyState>,
  );
  expect(screen.getByText("No interviews yet.").tagName).toBe("P");
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
    "Create an interview",
    "Import",
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Create an interview" }));
  expect(onCreate).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("is the sentence alone if there is nothing to do", () => {
  show(<EmptyState>No interviews yet.</EmptyState>);
  expect(screen.getByRole("main").textContent).toBe("No interviews yet.");
  expect(screen.queryByRole("button")).toBeNull();
});

it("clears the filters that match nothing", async () => {
  const onClear = vi.fn();
  show(<FilteredEmpty onClear={onClear}>No candidate matches these filters.</FilteredEmpty>);
  expect(screen.getByText("No candidate matches these filters.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(onClear).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});
