/** One of several things that are wrong with a request. `path` says where, with dots: `questions.2.text`. */
export interface Problem {
  path: string;
  message: string;
}

/**
 * A call that did not succeed, after all that was tried.
 *
 * `code` is one of the API's (`NOT_FOUND`), or `UNAVAILABLE` where no answer of the API came, or `INVALID_SIGNATURE` of
 * a webhook. `status` is that of the answer, 0 where there was none. `docUrl` leads to what the code means.
 * `retryAfterSeconds` is how long the API asks to wait. `body` is the whole `error` of the answer.
 */
export class AuralError extends Error {
  override readonly name = "AuralError";
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly docUrl: string | null;
  readonly details: readonly Problem[];
  readonly retryAfterSeconds: number | null;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    more: {
      status?: number;
      retryAfterSeconds?: number | null;
      body?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.status = more.status ?? 0;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.body = more.body ?? {};
    this.requestId = textOf(this.body.requestId);
    this.docUrl = textOf(this.body.docUrl);
    this.details = (this.body.details ?? []) as Problem[];
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** What an answer that is no success says. A proxy's may say anything. */
export async function readError(response: Response): Promise<AuralError> {
  const answer = (await response.json().catch(() => null)) as { error?: Record<string, unknown> } | null;
  const body = answer?.error ?? {};
  const code = textOf(body.code) ?? "UNAVAILABLE";
  const message = textOf(body.message) ?? `The answer was ${String(response.status)}, and not from Aural.`;
  return new AuralError(code, message, { status: response.status, retryAfterSeconds: readRetryAfter(response), body });
}

/** In seconds, where it was told: as such, or as a time. */
export function readRetryAfter(response: Response): number | null {
  const told = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^\d+$/.test(told)) return Number(told);
  const at = Date.parse(told);
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1000);
}
