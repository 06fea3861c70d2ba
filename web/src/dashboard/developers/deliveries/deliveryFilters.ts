import type { components } from "../../../api/schema";
import { EVENT_NAMES, type EventName } from "../webhooks/events";

/** The states of a delivery. */
export const STATES = [
  "DELIVERED",
  "PENDING",
  "FAILED",
] as const satisfies readonly components["schemas"]["DeliveryOut"]["state"][];
export type DeliveryState = (typeof STATES)[number];

/** The events that can be sent to an endpoint. */
export const SENT_NAMES = [...EVENT_NAMES, "webhook.test"] as const satisfies readonly (EventName | "webhook.test")[];
export type SentName = (typeof SENT_NAMES)[number];

/** The filters of an endpoint's deliveries from the address. Absent ones don't apply. */
export interface DeliveryFilters {
  state?: DeliveryState | undefined;
  event?: SentName | undefined;
}

export function readDeliveryFilters(search: Record<string, unknown>): DeliveryFilters {
  const state = STATES.find((one) => one === search.state);
  const event = SENT_NAMES.find((one) => one === search.event);
  return { ...(state !== undefined && { state }), ...(event !== undefined && { event }) };
}

export function isNarrowed({ state, event }: DeliveryFilters): boolean {
  return state !== undefined || event !== undefined;
}
