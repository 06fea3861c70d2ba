import { expect, it } from "vitest";

import { auditQuery, exportAddress, isNarrowed, readAuditFilters } from "./auditFilters";

it("reads filters from the address, and ignores invalid ones", () => {
  expect(readAuditFilters({ person: "u1", from: "2026-11-01", to: "tomorrow", object: " ", page: 3 })).toEqual({
    person: "u1",
    from: "2026-11-01",
  });
  expect(isNarrowed(readAuditFilters({}))).toBe(false);
});

it("uses the API's names in requests", () => {
  expect(auditQuery({ person: "u1", object: "i1" })).toEqual({ userId: "u1", objectId: "i1" });
  expect(exportAddress({ from: "2026-11-01" })).toBe("/api/v1/audit/export?from=2026-11-01");
});
