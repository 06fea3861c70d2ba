import type { operations } from "../../api/schema";

type Query = NonNullable<operations["listAllSessions"]["parameters"]["query"]>;

export const STATUSES = ["IN_PROGRESS", "COMPLETED", "ABANDONED"] as const;
const ENDS = ["CANDIDATE_ENDED"] as const;
export const REPORTS = ["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"] as const;
export const DECISIONS = ["NONE", "ADVANCE", "HOLD", "DECLINE"] as const;
export const LEVELS = ["1", "2", "3", "4", "none"] as const;
const SORTS = [
  "createdAt",
  "name",
  "status",
  "lastActivity",
  "duration",
  "decision",
  "level",
  "humanLevel",
] as const satisfies readonly Query["sort"][];

/** Filters and order of the list from the address. Absent ones don't apply. */
export interface Filters {
  q?: string | undefined;
  status?: (typeof STATUSES)[number] | undefined;
  endReason?: (typeof ENDS)[number] | undefined;
  report?: (typeof REPORTS)[number] | undefined;
  decision?: (typeof DECISIONS)[number] | undefined;
  reviewed?: "yes" | "no" | undefined;
  problem?: "yes" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** The criterion of `level`, and of an order by levels. */
  criterion?: string | undefined;
  level?: (typeof LEVELS)[number] | undefined;
  sort?: (typeof SORTS)[number] | undefined;
  /** Descending if absent. */
  order?: "asc" | undefined;
  /** The number of the interview's version. Only in the list of one interview. */
  version?: number | undefined;
}

const LONGEST = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === String(value));
}

function words(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, LONGEST) : undefined;
}

function day(value: unknown): string | undefined {
  return typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

function whole(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : undefined;
}

export function readFilters(search: Record<string, unknown>): Filters {
  const read: Filters = {
    q: words(search.q),
    status: oneOf(search.status, STATUSES),
    endReason: oneOf(search.endReason, ENDS),
    report: oneOf(search.report, REPORTS),
    decision: oneOf(search.decision, DECISIONS),
    reviewed: oneOf(search.reviewed, ["yes", "no"]),
    problem: oneOf(search.problem, ["yes"]),
    from: day(search.from),
    to: day(search.to),
    criterion: words(search.criterion),
    level: oneOf(search.level, LEVELS),
    version: whole(search.version),
    sort: oneOf(search.sort, SORTS),
    order: oneOf(search.order, ["asc"]),
  };
  return withoutNothing(read);
}

/**
 * Drops undefined values, so that the address stays short. An order by levels needs a criterion, and is dropped without
 * one.
 */
export function withoutNothing(filters: Filters): Filters {
  const isByLevel = filters.sort === "level" || filters.sort === "humanLevel";
  const hasNoOrder = isByLevel && filters.criterion === undefined;
  const kept: Filters = hasNoOrder ? { ...filters, sort: undefined, order: undefined } : filters;
  return Object.fromEntries(Object.entries(kept).filter(([, value]: [string, unknown]) => value !== undefined));
}

/** Whether some sessions are left out. */
export function isFiltered(filters: Filters): boolean {
  const narrowing = withoutNothing({ ...filters, sort: undefined, order: undefined, criterion: undefined });
  return Object.keys(narrowing).length > 0;
}

/** The filters and the order as the API's query. */
export function listQueryOf(filters: Filters): Query {
  const { sort, order, criterion } = withoutNothing(filters);
  if (sort === undefined) return queryOf(filters);
  const isByLevel = sort === "level" || sort === "humanLevel";
  return {
    ...queryOf(filters),
    sort,
    order: order ?? "desc",
    ...(isByLevel && criterion !== undefined && { criterion }),
  };
}

/** The filters as the API's query. */
export function queryOf({ q, status, endReason, report, decision, reviewed, problem, ...rest }: Filters): Query {
  const { from, to, criterion, level, version } = rest;
  return {
    ...(q !== undefined && { q }),
    ...(status !== undefined && { status: [status] }),
    ...(endReason !== undefined && { endReason: [endReason] }),
    ...(report !== undefined && { reportStatus: [report] }),
    ...(decision !== undefined && { decision: [decision] }),
    ...(reviewed !== undefined && { reviewed: reviewed === "yes" }),
    ...(problem !== undefined && { problem: true }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(version !== undefined && { version }),
    ...(criterion !== undefined && level !== undefined && { criterion, level: [level] }),
  };
}

/** The query for a file of all sessions that match the filters, however many are shown. */
export function fileQueryOf(filters: Filters, interviewId: string | null): URLSearchParams {
  const query = new URLSearchParams();
  if (interviewId !== null) query.set("interviewId", interviewId);
  for (const [name, value] of Object.entries(queryOf(filters))) query.set(name, String(value));
  return query;
}
