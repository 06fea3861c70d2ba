export interface Problem {
  /** Where in the body, with dots: `questions.2.text`. */
  path: string;
  message: string;
}

interface ErrorBody {
  code?: string;
  message?: string;
  requestId?: string;
  details?: unknown;
}

/** A refusal by the API, in its own words. `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly details: Problem[];
  /** Seconds to wait, where the API says so. */
  readonly retryAfter: number | null;
  /** The whole `error` of the answer: limits of a plan and the like. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ErrorBody = {}, retryAfter: number | null = null) {
    super(body.message ?? "");
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? "UNAVAILABLE";
    this.requestId = body.requestId ?? null;
    this.details = problemsOf(body.details);
    this.retryAfter = retryAfter;
    this.body = { ...body };
  }
}

function problemsOf(details: unknown): Problem[] {
  if (!Array.isArray(details)) return [];
  return (details as Partial<Problem>[]).map(({ path = "", message = "" }) => ({ path, message }));
}

/** What an answer that is no success says. */
export async function readError(response: Response): Promise<ApiError> {
  const reply = (await response.json().catch(() => ({}))) as { error?: ErrorBody };
  const seconds = Number(response.headers.get("Retry-After") ?? NaN);
  return new ApiError(response.status, reply.error, Number.isFinite(seconds) ? seconds : null);
}

/** Whatever was thrown, as one type: what is no refusal is an answer that never came. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0);
}
