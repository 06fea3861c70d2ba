import { QueryClient } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { key } from "../../data/keys";
import { showAs } from "../../testing/showInDashboard";
import { ErasuresBox } from "./ErasuresBox";

const none = { candidates: 0, sessions: 0 };

function showBox(requests: object) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  const found = { tonightAt: "2026-04-02T00:00:00.000Z", tonight: none, soon: none, held: none, kinds: [] };
  client.setQueryData(key("erasures", "", 30), { data: { ...found, requests, interviews: [] } });
  showAs("ADMIN", <ErasuresBox days={30} isSet={false} />, client);
}

it("counts the requests that are deleted, though no candidate is erased", async () => {
  showBox({ tonight: 1, soon: 3, undecided: 1, held: 2 });
  expect(await screen.findByText("No candidates will be erased in the next 30 days.")).toBeTruthy();
  expect(screen.getByText("Requests without a candidate: 1 tonight, 3 within 30 days")).toBeTruthy();
  expect(screen.getByText("1 of these requests still waits for a decision.")).toBeTruthy();
  expect(screen.getByText("Requests kept under legal hold: 2")).toBeTruthy();
});

it("says nothing about requests if none is deleted", async () => {
  showBox({ tonight: 0, soon: 0, undecided: 0, held: 0 });
  await screen.findByText("No candidates will be erased in the next 30 days.");
  expect(screen.queryByText(/request/i)).toBeNull();
});
