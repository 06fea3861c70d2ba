export interface Problem {
  /** The path in the body, with dots: `questions.2.text`. */
  path: string;
  message: string;
}

interface ErrorBody {
  code?: string;
  message?: string;
  requestId?: string;
  details?: unknown;
}

/**
 * The effect of a request on the server when it is sent again after a lost response: none, none beyond that of the first
 * one, or another one each time.
 */
export type Effect = "none" | "once" | "each";

/** An error of the API with the server's message. `status` is 0 if no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly details: Problem[];
  /** Seconds to wait, if the API says so. */
  readonly retryAfter: number | null;
  readonly effect: Effect;
  /** The whole `error` of the answer, which may contain more, such as the limits of a plan. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ErrorBody = {}, retryAfter: number | null = null, effect: Effect = "none") {
    super(body.message ?? "");
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? "UNAVAILABLE";
    this.requestId = body.requestId ?? null;
    this.details = problemsOf(body.details);
    this.retryAfter = retryAfter;
    this.effect = effect;
    this.body = { ...body };
  }
}

function problemsOf(details: unknown): Problem[] {
  if (!Array.isArray(details)) return [];
  return (details as Partial<Problem>[]).map(({ path = "", message = "" }) => ({ path, message }));
}

/** Reads the error from an unsuccessful answer. */
export async function readError(response: Response, effect: Effect): Promise<ApiError> {
  const reply = (await response.json().catch(() => ({}))) as { error?: ErrorBody };
  const seconds = Number(response.headers.get("Retry-After") ?? NaN);
  return new ApiError(response.status, reply.error, Number.isFinite(seconds) ? seconds : null, effect);
}

/** Turns whatever was thrown into an ApiError: anything else means that no answer came. */
export function asApiError(error: unknown, effect: Effect = "none"): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, {}, null, effect);
}
