import type { components } from "../../../api/schema";

type Cell = components["schemas"]["CellOut"];

/** A place in the matrix: the index of a criterion and of a person. */
export interface Place {
  row: number;
  column: number;
}

/** The open place after a press: one at a time, and none if the open one was pressed. */
export function pressPlace(open: Place | null, pressed: Place): Place | null {
  return open?.row === pressed.row && open.column === pressed.column ? null : pressed;
}

/** A, B, C, D: replaces a person's name if there is no room for it. */
export function letterOf(column: number): string {
  return String.fromCodePoint(65 + column);
}

/** `unscored`: only people rated the criterion. */
export type AiLevel = number | "none" | "hidden" | "unscored" | "absent";

export function aiLevelOf(cell: Cell | null): AiLevel {
  if (cell === null) return "absent";
  if (cell.isHidden) return "hidden";
  if (!cell.isScored) return "unscored";
  return cell.level ?? "none";
}

interface PeopleLevel {
  level: number | null;
  count: number;
}

/** People's levels of a cell, each with how many gave it: the highest first, no evidence last. */
export function peopleOf(cell: Cell | null): PeopleLevel[] {
  const counts = new Map<number | null, number>();
  for (const { level } of cell?.human ?? []) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts]
    .map(([level, count]) => ({ level, count }))
    .toSorted((one, other) => (other.level ?? 0) - (one.level ?? 0));
}
