import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { FilterBar } from "./FilterBar";
import type { Filters } from "./filters";

function choose(filters: Filters, value: string): unknown {
  const onChange = vi.fn();
  show(<FilterBar filters={filters} onChange={onChange} criteria={[]} hasDecisions />);
  const select = screen.getByRole<HTMLSelectElement>("combobox", { name: "Status" });
  expect(select.value).toBe(filters.endReason ?? filters.status);
  expect(screen.getByRole("button", { name: "More filters" }).getAttribute("aria-expanded")).toBe("false");
  fireEvent.change(select, { target: { value } });
  return onChange.mock.lastCall?.[0];
}

it("offers the sessions that the candidate ended among the states", () => {
  expect(choose({ q: "ada", status: "COMPLETED" }, "CANDIDATE_ENDED")).toEqual({
    q: "ada",
    endReason: "CANDIDATE_ENDED",
  });
});

it("shows one state at a time", () => {
  expect(choose({ endReason: "CANDIDATE_ENDED" }, "ABANDONED")).toEqual({ status: "ABANDONED" });
});
