import type { components, operations } from "../../api/schema";
import type { Sort } from "../../ui/table/columns";

type Out = components["schemas"]["CandidateOut"];
export type Status = Out["status"];
export type MailStatus = NonNullable<Out["mailStatus"]>;
type Query = NonNullable<operations["listCandidates"]["parameters"]["query"]>;
type SortKey = NonNullable<Query["sort"]>;

export const STATUSES: readonly Status[] = [
  "NOT_INVITED",
  "INVITED",
  "OPENED",
  "IN_INTERVIEW",
  "DONE",
  "LEFT",
  "EXPIRED",
  "REVOKED",
];
export const MAIL_STATUSES: readonly MailStatus[] = ["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"];
const SORT_KEYS: readonly SortKey[] = ["createdAt", "name", "status", "invitedAt", "lastActivity"];
const DAYS = ["invitedFrom", "invitedTo", "activeFrom", "activeTo"] as const;

/** Filters and order of the list from the address, under the API's names. Absent ones don't apply. */
export interface Filters extends Partial<Record<(typeof DAYS)[number], string | undefined>> {
  q?: string | undefined;
  status?: Status | undefined;
  mailStatus?: MailStatus | undefined;
  sort?: SortKey | undefined;
  order?: "asc" | "desc" | undefined;
}

const LONGEST_SEARCH = 100;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readFilters(search: Record<string, unknown>): Filters {
  const days = DAYS.map((name) => [name, readDay(search[name])] as const);
  return withoutNothing({
    q: readWords(search.q),
    status: oneOf(search.status, STATUSES),
    mailStatus: oneOf(search.mailStatus, MAIL_STATUSES),
    ...Object.fromEntries(days),
    ...inOrder({ by: oneOf(search.sort, SORT_KEYS) ?? "createdAt", isDescending: search.order !== "asc" }),
  });
}

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

function readWords(value: unknown): string | undefined {
  const words = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return words.trim() === "" ? undefined : words.slice(0, LONGEST_SEARCH);
}

function readDay(value: unknown): string | undefined {
  return typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** Drops undefined filters, so that the address stays short. */
export function withoutNothing(filters: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export function isFiltered(filters: Filters): boolean {
  const { sort: _sort, order: _order, ...narrowing } = withoutNothing(filters);
  return Object.keys(narrowing).length > 0;
}

/** The number of filters that are set, not counting the search text and the status. */
export function countFurther({ q: _q, status: _status, sort: _sort, order: _order, ...further }: Filters): number {
  return Object.keys(withoutNothing(further)).length;
}

export function sortOf({ sort = "createdAt", order = "desc" }: Filters): Sort {
  return { by: sort, isDescending: order === "desc" };
}

/** The filters for an order. The API's default, newest first, is left out. */
export function inOrder({ by, isDescending }: Sort): Pick<Filters, "sort" | "order"> {
  const sort = oneOf(by, SORT_KEYS);
  if (sort === undefined || (sort === "createdAt" && isDescending)) return { sort: undefined, order: undefined };
  return { sort, order: isDescending ? "desc" : "asc" };
}

/** The filters as the API's query. */
export function queryOf({ q, status, mailStatus, ...others }: Filters): Query {
  return {
    ...(q !== undefined && { q }),
    ...(status !== undefined && { status: [status] }),
    ...(mailStatus !== undefined && { mailStatus: [mailStatus] }),
    ...(withoutNothing(others) as Pick<Query, (typeof DAYS)[number] | "sort" | "order">),
  };
}

/** How many candidates match, if the counts by status include that; otherwise null. */
export function totalOf(filters: Filters, counts: Readonly<Record<Status, number>> | undefined): number | null {
  if (counts === undefined || filters.q !== undefined || countFurther(filters) > 0) return null;
  const { status } = filters;
  return status === undefined ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[status];
}
