import type { components } from "../../api/schema";

export type Status = components["schemas"]["CandidateOut"]["status"];

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

/** What the address says about the list. What is left out is not filtered by. */
export interface Filters {
  search?: string | undefined;
  status?: Status | undefined;
}

const LONGEST_SEARCH = 100;

export function readFilters(search: Record<string, unknown>): Filters {
  const { search: words, status } = search;
  const known = STATUSES.find((each) => each === status);
  return {
    ...(typeof words === "string" && words.trim() !== "" && { search: words.slice(0, LONGEST_SEARCH) }),
    ...(known !== undefined && { status: known }),
  };
}

export function isFiltered({ search, status }: Filters): boolean {
  return search !== undefined || status !== undefined;
}

/** As the API asks for it. */
export function asQuery({ search, status }: Filters) {
  return { ...(search !== undefined && { q: search }), ...(status !== undefined && { status: [status] }) };
}
