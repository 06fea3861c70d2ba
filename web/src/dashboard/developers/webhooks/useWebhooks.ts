import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, take } from "../../../api/client";
import { type ApiError, asApiError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { PAGE_SIZE } from "../../../ui/table/More";
import { key } from "../../data/keys";
import { usePages } from "../../data/usePages";
import { useSingleMutation } from "../../data/useSingleMutation";
import { versioned } from "../../form/useSetting";
import type { DeliveryFilters } from "../deliveries/deliveryFilters";

type Schemas = components["schemas"];
export type Webhook = Schemas["WebhookOut"];
export type NewWebhook = Schemas["NewWebhookOut"];
export type WebhookIn = Schemas["WebhookIn"];
export type Delivery = Schemas["DeliveryOut"];
export type WholeDelivery = Schemas["WholeDeliveryOut"];
export type Attempt = Schemas["AttemptOut"];

/** Queries about webhook endpoints and their deliveries. */

/** A delivery is read again only if it is being sent or due within this time, and not if it waits for hours. */
const SOON_MILLISECONDS = 10_000;
/** How often a delivery is read again while someone waits for it. */
const WAITED_FOR_MILLISECONDS = 500;

export function useWebhooks() {
  return useQuery({
    queryKey: key("webhooks", "all"),
    queryFn: async ({ signal }) => (await take(api.GET("/webhooks", { signal }))).data,
  });
}

/** An endpoint with its version. */
export function useWebhook(id: string) {
  return useQuery({
    queryKey: key("webhooks", "one", id),
    queryFn: ({ signal }) => versioned(api.GET("/webhooks/{id}", { params: { path: { id } }, signal })),
  });
}

export function isMoving({ state, nextAt }: Pick<Delivery, "state" | "nextAt">): boolean {
  return state === "PENDING" && (nextAt === null || Date.parse(nextAt) - Date.now() < SOON_MILLISECONDS);
}

export function useDeliveries(webhookId: string, { state, event }: DeliveryFilters) {
  return usePages<Delivery>(
    key("webhooks", "deliveries", webhookId, { state, event }),
    (cursor, signal) =>
      take(
        api.GET("/webhooks/{id}/deliveries", {
          params: {
            path: { id: webhookId },
            query: {
              limit: PAGE_SIZE,
              ...(state !== undefined && { state }),
              ...(event !== undefined && { type: event }),
              ...(cursor !== undefined && { cursor }),
            },
          },
          signal,
        }),
      ),
    { isMoving },
  );
}

/** Whether an attempt after that one has ended, or there won't be another. */
function isAnswered({ state, history }: WholeDelivery, after: number): boolean {
  const isOver = ({ number, outcome }: Attempt) => number > after && outcome !== "SENDING" && outcome !== "INTERRUPTED";
  return state !== "PENDING" || history.some(isOver);
}

/** `awaitedAfter`: someone is waiting for the response to an attempt after this one. */
export function useDelivery(webhookId: string, deliveryId: string | undefined, awaitedAfter?: number) {
  return useQuery({
    queryKey: key("webhooks", "delivery", webhookId, deliveryId),
    enabled: deliveryId !== undefined,
    queryFn: async ({ signal }) => {
      const path = { id: webhookId, deliveryId: deliveryId ?? "" };
      return (await take(api.GET("/webhooks/{id}/deliveries/{deliveryId}", { params: { path }, signal }))).data;
    },
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && (awaitedAfter === undefined ? isMoving(data) : !isAnswered(data, awaitedAfter))
        ? WAITED_FOR_MILLISECONDS
        : false,
  });
}

export interface Sending {
  send: () => void;
  isBusy: boolean;
  /** The delivery that was sent, once it has a response. */
  sent: WholeDelivery | null;
  error: ApiError | null;
}

/** Sends a delivery now, for the first time or again, and waits for the response. */
export function useSending(webhookId: string, send: () => Promise<{ data: WholeDelivery }>): Sending {
  const client = useQueryClient();
  const sending = useSingleMutation({ mutationFn: send });
  const id = sending.data?.data.id;
  const before = sending.data?.data.attempts ?? 0;
  const { data, error: lost } = useDelivery(webhookId, id, before);
  const sent = data !== undefined && isAnswered(data, before) ? data : null;
  const isSent = sent !== null;
  useEffect(() => {
    // The list shows the new delivery at once, and later its result.
    if (id !== undefined) void client.invalidateQueries({ queryKey: key("webhooks") });
  }, [client, id, isSent]);
  const error = sending.error ?? lost;
  return {
    send: () => {
      sending.mutate();
    },
    isBusy: sending.isPending || (id !== undefined && !isSent && error === null),
    sent,
    error: error === null ? null : asApiError(error),
  };
}
