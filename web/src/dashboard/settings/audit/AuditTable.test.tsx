import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show, stubClipboard } from "../../../ui/testing";
import type { Pages } from "../../data/usePages";
import type { AuditEntry } from "./auditFilters";
import { AuditTable } from "./AuditTable";

const erased = {
  id: "a1",
  operation: "eraseCandidate",
  who: "Dana Reyes",
  keyId: null,
  at: "2026-06-01T09:00:00.000Z",
  objectId: null,
  address: null,
  count: 1,
  detail: { receipt: "2026-K7" },
} as unknown as AuditEntry;
const pages = { rows: [erased], error: null } as unknown as Pages<AuditEntry>;

it("says what was confirmed with the identity provider", () => {
  const row = { ...erased, operation: "confirmOperation", detail: { confirms: "deleteMe" } };
  show(<AuditTable rows={[row]} pages={pages} filters={{}} onChange={vi.fn()} />);
  expect(document.body.textContent).toContain("Confirmed with the identity provider");
  expect(document.body.textContent).toContain("for: deleting the account");
});

it("shows the receipt of an erasure, and copies its number", async () => {
  show(<AuditTable rows={[erased]} pages={pages} filters={{}} onChange={vi.fn()} />);
  expect(await listViolations()).toEqual([]);
  const writeText = stubClipboard();
  expect(document.body.textContent).toContain("Receipt: 2026-K7");
  expect(document.body.textContent).not.toContain("receipt:");
  await act(async () => {
    fireEvent.click(screen.getByRole("button", { name: "Copy: 2026-K7" }));
    await Promise.resolve();
  });
  expect(writeText).toHaveBeenCalledWith("2026-K7");
});
