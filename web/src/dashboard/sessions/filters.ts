import type { operations } from "../../api/schema";

export const STATUSES = ["IN_PROGRESS", "COMPLETED", "ABANDONED"] as const;
export const REPORTS = ["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"] as const;
export const DECISIONS = ["NONE", "ADVANCE", "HOLD", "DECLINE"] as const;
export const LEVELS = ["1", "2", "3", "4", "none"] as const;

/** What the address says about the list. What is left out is not filtered by. */
export interface Filters {
  q?: string | undefined;
  status?: (typeof STATUSES)[number] | undefined;
  report?: (typeof REPORTS)[number] | undefined;
  decision?: (typeof DECISIONS)[number] | undefined;
  reviewed?: "yes" | "no" | undefined;
  problem?: "yes" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  criterion?: string | undefined;
  level?: (typeof LEVELS)[number] | undefined;
  /** Of the interview, by its number: only in the list of one interview. */
  version?: number | undefined;
}

type Query = NonNullable<operations["listAllSessions"]["parameters"]["query"]>;

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
    report: oneOf(search.report, REPORTS),
    decision: oneOf(search.decision, DECISIONS),
    reviewed: oneOf(search.reviewed, ["yes", "no"]),
    problem: oneOf(search.problem, ["yes"]),
    from: day(search.from),
    to: day(search.to),
    criterion: words(search.criterion),
    level: oneOf(search.level, LEVELS),
    version: whole(search.version),
  };
  return withoutNothing(read);
}

/** Without what is not filtered by, so that the address stays short. */
export function withoutNothing(filters: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(withoutNothing(filters)).length > 0;
}

/** The same as the API asks for it. */
export function queryOf({ q, status, report, decision, reviewed, problem, ...rest }: Filters): Query {
  const { from, to, criterion, level, version } = rest;
  return {
    ...(q !== undefined && { q }),
    ...(status !== undefined && { status: [status] }),
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

/** The same for a file of all that the filters leave, however many are shown. */
export function fileQueryOf(filters: Filters, interviewId: string | null): URLSearchParams {
  const query = new URLSearchParams();
  if (interviewId !== null) query.set("interviewId", interviewId);
  for (const [name, value] of Object.entries(queryOf(filters))) query.set(name, String(value));
  return query;
}
