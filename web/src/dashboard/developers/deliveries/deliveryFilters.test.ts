import { expect, it } from "vitest";

import { EVENT_GROUPS, EVENT_NAMES } from "../webhooks/events";
import { isNarrowed, readDeliveryFilters } from "./deliveryFilters";

it("reads filters from the address, and ignores invalid ones", () => {
  expect(readDeliveryFilters({ state: "FAILED", event: "webhook.test", page: 3 })).toEqual({
    state: "FAILED",
    event: "webhook.test",
  });
  expect(readDeliveryFilters({ state: "LOST", event: "session.invented" })).toEqual({});
  expect(isNarrowed(readDeliveryFilters({}))).toBe(false);
});

it("has each event in exactly one group", () => {
  expect(EVENT_GROUPS.flatMap(({ events }) => events)).toEqual(EVENT_NAMES);
});
