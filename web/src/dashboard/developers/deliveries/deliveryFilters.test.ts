import { expect, it } from "vitest";

import { EVENT_GROUPS, EVENT_NAMES } from "../webhooks/events";
import { isNarrowed, readDeliveryFilters } from "./deliveryFilters";

it("reads what the address says, and ignores what it says wrongly", () => {
  expect(readDeliveryFilters({ state: "FAILED", event: "webhook.test", page: 3 })).toEqual({
    state: "FAILED",
    event: "webhook.test",
  });
  expect(readDeliveryFilters({ state: "LOST", event: "session.invented" })).toEqual({});
  expect(isNarrowed(readDeliveryFilters({}))).toBe(false);
});

it("has each event in the group of its noun, once", () => {
  expect(EVENT_GROUPS.flatMap(({ events }) => events)).toEqual(EVENT_NAMES);
});
