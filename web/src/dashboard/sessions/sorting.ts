import type { Sort } from "../../ui/table/columns";
import { type Filters, withoutNothing } from "./filters";

type Key = NonNullable<Filters["sort"]>;

/** What a column of the list is sorted by: a key of the API, and for levels the criterion. */
export interface ColumnKey {
  key: Key;
  criterion?: string;
}

/** How the list is sorted; without a wish the newest comes first. */
export function orderOf({ sort = "createdAt", order, criterion }: Filters): ColumnKey & { isDescending: boolean } {
  const isByLevel = sort === "level" || sort === "humanLevel";
  return { key: sort, ...(isByLevel && criterion !== undefined && { criterion }), isDescending: order !== "asc" };
}

/**
 * The same list sorted by a column. The API has one criterion for both its filter and its order: a filter by another
 * criterion's level ends.
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

/** Names begin with A and all else with the highest or newest; a second press turns the order round. */
export function pressColumn(filters: Filters, column: ColumnKey): Filters {
  const now = orderOf(filters);
  const isOn = now.key === column.key && now.criterion === column.criterion;
  return sortBy(filters, column, isOn ? !now.isDescending : column.key !== "name");
}

/** `aria-sort` of a column; undefined: the list is sorted by another. */
export function directionOf(filters: Filters, ...columns: ColumnKey[]): "ascending" | "descending" | undefined {
  const { key, criterion, isDescending } = orderOf(filters);
  if (!columns.some((column) => column.key === key && column.criterion === criterion)) return undefined;
  return isDescending ? "descending" : "ascending";
}

/** The same for tables whose columns are named by the API's keys. */
export function tableSortOf(filters: Filters): Sort {
  const { key, isDescending } = orderOf(filters);
  return { by: key, isDescending };
}
