import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { showPage } from "../../../ui/testing";
import { ReceiptPage } from "./ReceiptPage";

it("names each kind of erased data once", () => {
  const stores = [
    "messages",
    "integrity_signals",
    "integrity_watches",
    "integrity_comments",
    "reports",
    "past_reports",
  ];
  const cleaned = stores.map((store) => ({ store, count: 2 }));
  const receipt = { id: "r1", at: "2026-11-14T10:00:00Z", cleaned, notReached: [] };
  showPage(<ReceiptPage receipt={receipt} interview={null} />);
  const names = screen.getAllByRole("listitem").map((item) => item.textContent);
  expect(new Set(names).size).toBe(stores.length);
});
