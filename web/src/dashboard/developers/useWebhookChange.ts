import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { type Change, useChange } from "../access/useTeam";
import { WEBHOOKS_KEY } from "./useWebhooks";

type WebhookChange = components["schemas"]["WebhookChange"];

/** Changes an endpoint that nobody has changed since it was read. */
export function useWebhookChange(id: string, etag: string, onDone: () => void): Change<WebhookChange> {
  return useChange((body: WebhookChange) => changeWebhook(id, etag, body), [WEBHOOKS_KEY], onDone);
}

export function changeWebhook(id: string, etag: string, body: WebhookChange) {
  return take(api.PATCH("/webhooks/{id}", { params: { path: { id }, header: { "If-Match": etag } }, body }));
}
