import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import { key } from "../../data/keys";
import { isContained, saveVersion } from "../../form/saveVersion";
import { type Change, useChange } from "../../team/useTeam";

type WebhookChange = components["schemas"]["WebhookChange"];

/** Changes an endpoint, unless someone has changed it since it was read. */
export function useWebhookChange(id: string, etag: string, onDone: () => void): Change<WebhookChange> {
  return useChange((body: WebhookChange) => changeWebhook(id, etag, body), [key("webhooks")], onDone);
}

export function changeWebhook(id: string, etag: string, body: WebhookChange) {
  const path = { id };
  return saveVersion({
    write: () => take(api.PATCH("/webhooks/{id}", { params: { path, header: { "If-Match": etag } }, body })),
    read: () => take(api.GET("/webhooks/{id}", { params: { path } })),
    isSaved: ({ data }) => isContained(body, data),
  });
}
