import { Webhook } from "standardwebhooks";

import { AuralError } from "./errors.ts";

/** What happened. `data` holds ids and no personal data: docs/webhooks.md lists the types and their ids. */
export interface WebhookEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/**
 * The event of a request, whose body must be the text that came and not what a framework has read out of it.
 *
 * Throws an AuralError (`INVALID_SIGNATURE`) where it was not sent with this secret, or not within five minutes.
 */
export function verifyWebhook(
  secret: string,
  headers: Headers | Readonly<Record<string, string>>,
  body: string,
): WebhookEvent {
  const webhook = new Webhook(secret);
  const told = headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
  try {
    return webhook.verify(body, told) as WebhookEvent;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AuralError("INVALID_SIGNATURE", `This is no webhook of Aural's: ${reason}.`, { cause });
  }
}
