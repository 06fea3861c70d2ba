import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { BulkBar } from "./BulkBar";
import { useSelection } from "./useSelection";

interface Person {
  id: string;
  name: string;
}

const PEOPLE = ["Ada", "Bo", "Cy", "Di"].map((name) => ({ id: name.toLowerCase(), name }));
const COLUMNS: [Column<Person>] = [
  { id: "name", heading: "Name", cell: ({ name }) => <a href={`/${name}`}>{name}</a> },
];

function People() {
  const [words, setWords] = useState("");
  const shown = PEOPLE.filter(({ name }) => name.includes(words));
  const selected = useSelection(shown);
  return (
    <>
      <input
        aria-label="Search"
        value={words}
        onChange={({ target: { value } }) => {
          setWords(value);
        }}
      />
      <DataTable
        label="People"
        rows={shown}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        columns={COLUMNS}
        selection={selected.selection}
      />
      <BulkBar selected={selected} label="Actions for the selected people">
        <button type="button">Greet {selected.rows.map(({ name }) => name).join(" and ")}</button>
      </BulkBar>
    </>
  );
}

const tick = (name: string, init = {}) =>
  fireEvent.click(screen.getByRole("checkbox", { name: `Select ${name}` }), init);
const search = (value: string) => fireEvent.change(screen.getByLabelText("Search"), { target: { value } });
const bar = () => screen.queryByRole("group", { name: "Actions for the selected people" });

it("offers actions as long as rows are selected", async () => {
  show(<People />);
  expect(bar()).toBeNull();
  tick("Cy");
  tick("Ada");
  expect(bar()?.textContent).toContain("2 selected");
  expect(screen.getByRole("button", { name: "Greet Cy and Ada" })).toBeTruthy();
  expect(await listViolations()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Clear the selection" }));
  expect(bar()).toBeNull();
});

it("selects a range with Shift, from the row that was clicked before", () => {
  show(<People />);
  tick("Bo");
  tick("Di", { shiftKey: true });
  expect(screen.getByRole("button", { name: "Greet Bo and Cy and Di" })).toBeTruthy();
  tick("Cy");
  tick("Di", { shiftKey: true });
  expect(screen.getByRole("button", { name: "Greet Bo" })).toBeTruthy();
});

it("keeps hidden rows selected, and says how many there are", () => {
  show(<People />);
  tick("Ada");
  tick("Bo");
  search("B");
  expect(bar()?.textContent).toContain("1 isn’t shown in the list");
  fireEvent.click(screen.getAllByRole("checkbox", { name: "Select all shown" })[0] as HTMLElement);
  expect(screen.getByRole("button", { name: "Greet Ada" })).toBeTruthy();
  search("");
  expect(bar()?.textContent).not.toContain("shown");
});

it("moves the focus from a checkbox to the actions on Enter, and back on Escape", () => {
  show(<People />);
  tick("Bo");
  const box = screen.getByRole("checkbox", { name: "Select Bo" });
  box.focus();
  fireEvent.keyDown(box, { key: "Enter" });
  const action = screen.getByRole("button", { name: "Greet Bo" });
  expect(document.activeElement).toBe(action);
  fireEvent.keyDown(action, { key: "Escape" });
  expect(document.activeElement).toBe(box);
});
