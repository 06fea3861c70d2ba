import { Webhook } from "standardwebhooks";

import { AuralError } from "./errors.ts";

/** An event. `data` contains ids but no personal data: docs/webhooks.md lists the types and their ids. */
export interface WebhookEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/**
 * Returns the event of a request. Pass the body exactly as it was received, before a framework parses it.
 *
 * Throws an AuralError (`INVALID_SIGNATURE`) if it was not signed with this secret, or more than five minutes ago.
 */
export function verifyWebhook(
  secret: string,
  headers: Headers | Readonly<Record<string, string>>,
  body: string,
): WebhookEvent {
  const webhook = new Webhook(secret);
  const sent = headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
  try {
    return webhook.verify(body, sent) as WebhookEvent;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AuralError("INVALID_SIGNATURE", `The webhook could not be verified: ${reason}.`, { cause });
  }
}
