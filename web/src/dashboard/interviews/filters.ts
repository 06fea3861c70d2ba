export type Status = "all" | "active" | "archived";

/** What the address says about the list. What is left out is not filtered by. */
export interface Filters {
  search?: string | undefined;
  status?: Exclude<Status, "all"> | undefined;
}

const LONGEST_SEARCH = 100;

export function readFilters(search: Record<string, unknown>): Filters {
  const { search: words, status } = search;
  return {
    ...(typeof words === "string" && words.trim() !== "" && { search: words.slice(0, LONGEST_SEARCH) }),
    ...((status === "active" || status === "archived") && { status }),
  };
}

export function isFiltered({ search, status }: Filters): boolean {
  return search !== undefined || status !== undefined;
}

interface Filterable {
  title: string;
  projectId: string;
  isActive: boolean;
}

/** Whether a row that was loaded passes. */
export function passes(row: Filterable, { search, status }: Filters, projectId: string | null): boolean {
  const hasWords = search === undefined || row.title.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
  const hasStatus = status === undefined || row.isActive === (status === "active");
  return hasWords && hasStatus && (projectId === null || row.projectId === projectId);
}
