export { Aural, type Settings } from "./client.ts";
export { AuralError, type Problem } from "./errors.ts";
export type { Schemas } from "./resources.ts";
export { Download, etagOf, Pages, type Change, type Options, type Post, type Sleep, type Upload } from "./sender.ts";
export { verifyWebhook, type WebhookEvent } from "./webhooks.ts";
