import { takeEarly } from "../../api/early";
import { entryRequest } from "./entryRequest";
import type { Entry, EntryState, Started, StartRequest } from "./protocol";
import { sessionHeader, showSession } from "./shownSession";

const MOST_TRIES = 10;

const JSON_TYPE = { "Content-Type": "application/json" };

export interface Problem {
  path: string;
  message: string;
}

/** An error of the server with its message. `status` is 0 if no answer came at all. */
export class RoomError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly details: Problem[];
  readonly state: EntryState | null;
  /** For a refused recording: the reason and, in `offset`, how many bytes the server has. */
  readonly reason: string | null;
  readonly offset: number | null;
  /** How many seconds the server asks to wait. */
  readonly waitSeconds: number;

  constructor(status: number, body: ErrorBody = {}, waitSeconds = 0) {
    super(body.message ?? "");
    this.status = status;
    this.code = body.code ?? "UNAVAILABLE";
    this.requestId = body.requestId ?? null;
    this.details = problemsOf(body.details);
    this.state = body.state ?? null;
    this.reason = body.reason ?? null;
    this.offset = body.offset ?? null;
    this.waitSeconds = waitSeconds;
  }
}

/** Whether it is unknown if the request took effect, because our server didn't answer. */
export const isUnanswered = ({ status }: RoomError): boolean => status === 0 || status >= 500;

/** Whether a start was refused because what to agree to has changed since the candidate's page was loaded. */
export const isConsentOutdated = ({ details }: RoomError): boolean =>
  details.some(({ path }) => path.startsWith("consent"));

interface ErrorBody {
  code?: string;
  message?: string;
  requestId?: string;
  details?: unknown;
  state?: EntryState;
  reason?: string;
  offset?: number;
}

interface Reply<T> {
  data?: T;
  error?: ErrorBody;
}

function problemsOf(details: unknown): Problem[] {
  if (!Array.isArray(details)) return [];
  return (details as Partial<Problem>[]).map(({ path = "", message = "" }) => ({ path, message }));
}

export function post<T>(path: string, body: object, signal?: AbortSignal): Promise<T> {
  return ask<T>("POST", path, body, signal);
}

/** Posts something about this session, which may be an earlier one than this page shows. */
export function postTo<T>(session: string, path: string, body: object): Promise<T> {
  const headers = { ...JSON_TYPE, ...sessionHeader(session) };
  return call<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export function put<T>(path: string, body: object): Promise<T> {
  return ask<T>("PUT", path, body);
}

export function get<T>(path: string, slug: string, signal?: AbortSignal, query: object = {}): Promise<T> {
  return ask<T>("GET", `${path}?${String(new URLSearchParams({ slug, ...query }))}`, null, signal);
}

function ask<T>(method: string, path: string, body: object | null, signal?: AbortSignal): Promise<T> {
  const json = body !== null && { headers: JSON_TYPE, body: JSON.stringify(body) };
  return call<T>(path, { method, ...json, signal: signal ?? null });
}

interface Call extends RequestInit {
  headers?: Record<string, string>;
}

export function call<T>(path: string, request: Call): Promise<T> {
  const headers = { ...sessionHeader(), ...request.headers };
  return read<T>(fetch(path, { ...request, headers, credentials: "same-origin" }), request.signal);
}

async function read<T>(answer: Promise<Response>, signal?: AbortSignal | null): Promise<T> {
  const response = await answer.catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new RoomError(0);
  });
  const reply = (await response.json().catch(() => ({}))) as Reply<T>;
  if (!response.ok || reply.data === undefined) {
    throw new RoomError(response.status, reply.error, Number(response.headers.get("Retry-After")) || 0);
  }
  return reply.data;
}

export function getEntry(
  slug: string,
  token: string | null,
  language: string | null,
  signal?: AbortSignal,
): Promise<Entry> {
  const [path, body, headers] = entryRequest(slug, token, language);
  const early = takeEarly(path, body, headers);
  if (early !== null) return read<Entry>(early, signal);
  return call<Entry>(path, { method: "POST", headers, body, signal: signal ?? null });
}

/** If a server is about to stop, the request is sent again, so that another one answers. */
export async function startSession(request: StartRequest): Promise<Started> {
  for (let tries = 1; ; tries++) {
    try {
      const started = await post<Started>("/room/v1/sessions", request);
      showSession(request.slug, started.sessionId);
      return started;
    } catch (error) {
      if (!(error instanceof RoomError) || error.code !== "DRAINING" || tries === MOST_TRIES) throw error;
      await new Promise((settle) => setTimeout(settle, error.waitSeconds * 1000));
    }
  }
}

/** A transcript of a few seconds of speech before the interview; null if the server is too busy. */
export async function hearTrial(
  slug: string,
  pcm: Int16Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<string | null> {
  const path = `/room/v1/captions?slug=${encodeURIComponent(slug)}`;
  const headers = { "Content-Type": "application/octet-stream" };
  return (await call<{ text: string | null }>(path, { method: "POST", headers, body: pcm, signal })).text;
}

export interface PersonRequest {
  slug: string;
  token: string | null;
  kind: "human_interview" | "human_review" | "adjustment";
  name: string | null;
  email: string | null;
  message: string | null;
}

export function askPerson(request: PersonRequest): Promise<{ id: string; at: string }> {
  return post("/room/v1/requests", request);
}

export async function getTicket(slug: string, signal: AbortSignal): Promise<string> {
  return (await post<{ ticket: string }>("/room/v1/tickets", { slug }, signal)).ticket;
}
