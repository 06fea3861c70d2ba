import { fireEvent, screen, within } from "@testing-library/react";
import { MoreHorizontal } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { expect, it, vi } from "vitest";

import { IconButton } from "../controls/IconButton";
import { listViolations, show } from "../testing";
import { type Column, DataTable, type Selection } from "./DataTable";

interface Person {
  id: string;
  name: string;
  score: number;
}

const MINA = { id: "c1", name: "Mina", score: 3 };
const TOM = { id: "c2", name: "Tom", score: 4 };
const COLUMNS: [Column<Person>, Column<Person>] = [
  { id: "name", heading: "Name", cell: ({ id, name }) => <a href={`/candidates/${id}`}>{name}</a>, canSort: true },
  { id: "score", heading: "Score", cell: ({ score }) => score, isNumber: true },
];

function People(props: Partial<ComponentProps<typeof DataTable<Person>>>) {
  return (
    <DataTable
      label="Candidates"
      rows={[MINA, TOM]}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      columns={COLUMNS}
      {...props}
    />
  );
}
const rows = () => screen.getAllByRole("row").slice(1);
const nameHead = () => screen.getByRole("columnheader", { name: "Name" });

it("is a named table whose rows are named by their first column", async () => {
  show(<People menu={({ name }) => <IconButton icon={MoreHorizontal} label={`Actions for ${name}`} />} />);
  const table = screen.getByRole("table", { name: "Candidates" });
  const heads = within(table).getAllByRole("columnheader");
  expect(heads.map(({ textContent }) => textContent)).toEqual(["Name", "Score", "Actions"]);
  expect(within(table).getByRole("rowheader", { name: "Mina" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Actions for Mina" })).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});

it("says how it is sorted, and reverses the order when pressed again", () => {
  const onSort = vi.fn();
  const { rerender } = show(<People onSort={onSort} />);
  expect(nameHead().getAttribute("aria-sort")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Name" }));
  expect(onSort).toHaveBeenLastCalledWith({ by: "name", isDescending: false });
  rerender(<People onSort={onSort} sort={{ by: "name", isDescending: false }} />);
  expect(nameHead().getAttribute("aria-sort")).toBe("ascending");
  fireEvent.click(screen.getByRole("button", { name: "Name" }));
  expect(onSort).toHaveBeenLastCalledWith({ by: "name", isDescending: true });
  rerender(<People onSort={onSort} sort={{ by: "name", isDescending: true }} />);
  expect(nameHead().getAttribute("aria-sort")).toBe("descending");
  expect(screen.queryByRole("button", { name: "Score" })).toBeNull();
});

it("selects a row by its name, and all rows at once", async () => {
  const seen: string[][] = [];
  function Selecting() {
    const [ids, setIds] = useState<Selection["ids"]>(new Set());
    const onChange: Selection["onChange"] = (next) => {
      seen.push([...next]);
      setIds(next);
    };
    return <People selection={{ ids, onChange }} />;
  }
  show(<Selecting />);
  const table = within(screen.getByRole("table"));
  const tick = (name: string) => fireEvent.click(table.getByRole("checkbox", { name }));
  const isUndecided = () => table.getByRole<HTMLInputElement>("checkbox", { name: /^Select all/ }).indeterminate;
  expect(isUndecided()).toBe(false);
  tick("Select Mina");
  expect(isUndecided()).toBe(true);
  tick("Select all shown");
  expect(isUndecided()).toBe(false);
  tick("Select Mina");
  tick("Select all shown");
  tick("Select all shown");
  expect(seen).toEqual([["c1"], ["c1", "c2"], ["c2"], ["c1", "c2"], []]);
  expect(await listViolations()).toEqual([]);
});

it("offers the hidden header's controls above the cards in a narrow window", async () => {
  const onSort = vi.fn();
  const onChange = vi.fn();
  show(<People onSort={onSort} sort={{ by: "name", isDescending: false }} selection={{ ids: new Set(), onChange }} />);
  const cards = within(screen.getByRole("group"));
  fireEvent.click(cards.getByRole("checkbox", { name: "Select all shown" }));
  expect(onChange).toHaveBeenCalledWith(new Set(["c1", "c2"]));
  const choice = cards.getByRole<HTMLSelectElement>("combobox", { name: /^Sort by/ });
  expect([...choice.options].map(({ text }) => text)).toEqual(["Name, ascending", "Name, descending"]);
  expect(choice.value).toBe("0");
  fireEvent.change(choice, { target: { value: "1" } });
  expect(onSort).toHaveBeenCalledWith({ by: "name", isDescending: true });
  const head = screen.getAllByRole("rowgroup")[0];
  expect(head?.className.split(" ")).toContain("hidden");
  expect(await listViolations()).toEqual([]);
});

it("shows more rows when asked to, and gives focus to the first new one", () => {
  const showMore = vi.fn();
  const pages = { hasMore: true, isLoadingMore: false, showMore };
  const { rerender } = show(<People rows={[MINA]} pages={pages} />);
  fireEvent.click(screen.getByRole("button", { name: "Show 20 more" }));
  expect(showMore).toHaveBeenCalledOnce();
  rerender(<People rows={[MINA, TOM]} pages={{ ...pages, hasMore: false }} />);
  expect(rows()).toHaveLength(2);
  expect(document.activeElement).toBe(screen.getByRole("link", { name: "Tom" }));
  expect(screen.queryByRole("button")).toBeNull();
});

it("says next to the button that more rows could not be loaded, and can try again", async () => {
  const showMore = vi.fn();
  const moreError = { status: 503, code: "X", message: "The database is busy.", requestId: null };
  show(<People pages={{ hasMore: true, isLoadingMore: false, moreError, showMore }} />);
  const button = screen.getByRole("button", { name: "Show 20 more" });
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain("More rows could not be loaded. The database is busy.");
  expect(button.nextElementSibling).toBe(alert);
  fireEvent.click(button);
  expect(showMore).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("says that more is loading, and doesn't ask twice meanwhile", async () => {
  const showMore = vi.fn();
  show(<People pages={{ hasMore: true, isLoadingMore: true, showMore }} />);
  const button = screen.getByRole("button", { name: "Loading more" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button);
  expect(showMore).not.toHaveBeenCalled();
  expect(await listViolations()).toEqual([]);
});
