import type { operations } from "../../api/schema";

export const STATUSES = ["draft", "live", "closed", "all"] as const;
export const PURPOSES = ["HIRING", "RESEARCH", "PRACTICE"] as const;
export const MODES = ["chat", "voice", "video"] as const;

/**
 * The filters of the list from the address. Absent ones don't apply, but without a status, closed interviews are
 * hidden.
 */
export interface Filters {
  search?: string | undefined;
  status?: (typeof STATUSES)[number] | undefined;
  purpose?: (typeof PURPOSES)[number] | undefined;
  mode?: (typeof MODES)[number] | undefined;
}

type Query = NonNullable<operations["listInterviews"]["parameters"]["query"]>;

const OF_STATUS: Record<NonNullable<Filters["status"]>, Query> = {
  draft: { isDraft: true },
  live: { isActive: true },
  closed: { isArchived: true },
  all: {},
};
const LONGEST_SEARCH = 200;

function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

export function readFilters({ search, status, purpose, mode }: Record<string, unknown>): Filters {
  const words = typeof search === "string" && search.trim() !== "" ? search.slice(0, LONGEST_SEARCH) : undefined;
  return withoutNothing({
    search: words,
    status: status === "archived" ? "closed" : oneOf(status, STATUSES), // the value in older addresses
    purpose: oneOf(purpose, PURPOSES),
    mode: oneOf(mode, MODES),
  });
}

/** Drops undefined filters, so that the address stays short. */
export function withoutNothing(filters: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(withoutNothing(filters)).length > 0;
}

/** The filters as the API's query, in one project or in all of them. */
export function queryOf({ search, status, purpose, mode }: Filters, projectId: string | null): Query {
  const words = search?.trim() ?? "";
  return {
    ...(words !== "" && { q: words }),
    ...(status === undefined ? { isArchived: false } : OF_STATUS[status]),
    ...(purpose !== undefined && { purpose }),
    ...(mode !== undefined && { mode }),
    ...(projectId !== null && { projectId }),
  };
}
