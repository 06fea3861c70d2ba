/** One of the problems of an invalid request. `path` is the field, such as `questions.2.text`. */
export interface Problem {
  path: string;
  message: string;
}

/**
 * A call that failed, after all retries.
 *
 * `code` is the API's error code, such as `NOT_FOUND`, or `UNAVAILABLE` if the API did not respond, or
 * `INVALID_SIGNATURE` for a webhook. `status` is the HTTP status, 0 without a response. `requestId` is the id by which
 * the server's operator finds the request in the log. `docUrl` explains the code. `retryAfterSeconds` is the time that
 * the API asks to wait. `body` is the complete `error` object of the response.
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

/** The error in a response. A response of a proxy may contain anything. */
export async function readError(response: Response): Promise<AuralError> {
  const answer = (await response.json().catch(() => null)) as { error?: Record<string, unknown> } | null;
  const body = answer?.error ?? {};
  const code = textOf(body.code) ?? "UNAVAILABLE";
  const message = textOf(body.message) ?? `The response (status ${String(response.status)}) is not from Aural.`;
  return new AuralError(code, message, { status: response.status, retryAfterSeconds: readRetryAfter(response), body });
}

/** The error for a connection that could not be opened, or that broke. */
export function unreachable(cause: unknown): AuralError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AuralError("UNAVAILABLE", `The connection to Aural failed: ${reason}`, { cause });
}

/** The time to wait, in seconds. The header contains either a number of seconds or a date. */
export function readRetryAfter(response: Response): number | null {
  const value = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000);
}
