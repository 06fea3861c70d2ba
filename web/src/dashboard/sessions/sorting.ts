import type { Sort } from "../../ui/table/columns";
import { type Filters, withoutNothing } from "./filters";

type Key = NonNullable<Filters["sort"]>;

/** The sort key of a column: a key of the API and, for levels, the criterion. */
export interface ColumnKey {
  key: Key;
  criterion?: string;
}

/** How the list is sorted. By default, the newest session comes first. */
export function orderOf({ sort = "createdAt", order, criterion }: Filters): ColumnKey & { isDescending: boolean } {
  const isByLevel = sort === "level" || sort === "humanLevel";
  return { key: sort, ...(isByLevel && criterion !== undefined && { criterion }), isDescending: order !== "asc" };
}

/**
 * The filters with the list sorted by a column. The API has one criterion for both filter and order, so a filter by
 * another criterion's level is removed.
 */
export function sortBy(filters: Filters, { key, criterion }: ColumnKey, isDescending: boolean): Filters {
  const isOther = criterion !== undefined && criterion !== filters.criterion;
  return withoutNothing({
    ...filters,
    ...(isOther && { criterion, level: undefined }),
    sort: key === "createdAt" && isDescending ? undefined : key,
    order: isDescending ? undefined : "asc",
  });
}

/** Sorts names from A to Z and everything else from the highest or newest. A second press reverses the order. */
export function pressColumn(filters: Filters, column: ColumnKey): Filters {
  const now = orderOf(filters);
  const isOn = now.key === column.key && now.criterion === column.criterion;
  return sortBy(filters, column, isOn ? !now.isDescending : column.key !== "name");
}

/** `aria-sort` of a column; undefined if the list is sorted by another one. */
export function directionOf(filters: Filters, ...columns: ColumnKey[]): "ascending" | "descending" | undefined {
  const { key, criterion, isDescending } = orderOf(filters);
  if (!columns.some((column) => column.key === key && column.criterion === criterion)) return undefined;
  return isDescending ? "descending" : "ascending";
}

/** The order, for tables whose columns are named by the API's keys. */
export function tableSortOf(filters: Filters): Sort {
  const { key, isDescending } = orderOf(filters);
  return { by: key, isDescending };
}
