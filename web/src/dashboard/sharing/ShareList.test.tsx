import { QueryClient } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { findExample } from "../../api/testing";
import { key } from "../data/keys";
import { showAs } from "../testing/showInDashboard";
import { ShareList } from "./ShareList";

function showLink(values: object) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  const [share] = findExample("GET /sessions/{id}/shares").body.data as object[];
  const page = { data: [{ ...share, isConsentWithdrawn: false, ...values }], cursor: null };
  client.setQueryData(key("shares", "s1"), { pages: [page], pageParams: [undefined] });
  showAs("ADMIN", <ShareList sessionId="s1" canRevoke onRevoked={vi.fn()} />, client);
}

it("lists a link that opens as valid", () => {
  showLink({ status: "ACTIVE" });
  expect(screen.getByText("Valid")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Revoke the link" })).toBeTruthy();
});

it("says why a link stopped working when consent was withdrawn", () => {
  showLink({ status: "REVOKED", isConsentWithdrawn: true });
  expect(screen.getByText("Consent withdrawn")).toBeTruthy();
  expect(screen.queryByText("Valid")).toBeNull();
  expect(screen.queryByRole("button", { name: "Revoke the link" })).toBeNull();
});
