import type { components } from "../../../api/schema";

export type AuditEntry = components["schemas"]["AuditEntryOut"];

/** The filters of the log from the address. Absent ones don't apply. */
export interface AuditFilters {
  person?: string | undefined;
  operation?: string | undefined;
  object?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const NAMES = ["person", "operation", "object", "from", "to"] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;
const LONGEST = 100;

export function readAuditFilters(search: Record<string, unknown>): AuditFilters {
  const found: AuditFilters = {};
  for (const name of NAMES) {
    const value = search[name];
    const isDay = name === "from" || name === "to";
    if (typeof value === "string" && value.trim() !== "" && (!isDay || DAY.test(value)))
      found[name] = value.trim().slice(0, LONGEST);
  }
  return found;
}

export function isNarrowed(filters: AuditFilters): boolean {
  return NAMES.some((name) => filters[name] !== undefined);
}

/** The filters as the API's query. */
export function auditQuery({ person, operation, object, from, to }: AuditFilters) {
  return {
    ...(person !== undefined && { userId: person }),
    ...(operation !== undefined && { operation }),
    ...(object !== undefined && { objectId: object }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** The address that exports the same entries as a file. */
export function exportAddress(filters: AuditFilters): string {
  return `/api/v1/audit/export?${new URLSearchParams(auditQuery(filters)).toString()}`;
}
