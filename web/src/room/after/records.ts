import { get, post, put, RoomError } from "../link/http";
import type { Message } from "../link/protocol";
import { forgetSession, sessionQuery, showSession } from "../link/shownSession";
import { keptStore } from "../link/storage";

/** The data that the server has about one person in one interview, and what that person may do with it. */

export interface Correction {
  content: string | null;
  note: string | null;
  isLeftOut: boolean;
  reason: string | null;
}

export interface Checked extends Message {
  correction: (Correction & { at: string }) | null;
}

/** Something that was noted about how the interview was taken. */
export interface NotedItem {
  id: string;
  kind: string;
  state: string | null;
  at: string;
  count: number;
  seconds: number | null;
  characters: number | null;
  comment: string | null;
}

export interface Noted {
  watchedSeconds: number;
  ofSeconds: number;
  items: NotedItem[];
}

export interface Transcript {
  title: string;
  organizationName: string;
  messages: Checked[];
  /** Null while the interview is still running, and after consent was withdrawn. */
  until: string | null;
  isSent: boolean;
  isWithdrawn: boolean;
  canReview: boolean;
  remark: string | null;
  /** Null if the interview notes nothing. */
  integrity?: Noted | null;
}

export interface Held {
  what: string;
  count: number;
  since: string | null;
}

export interface Rights {
  title: string;
  organizationName: string;
  contact: string | null;
  held: Held[];
  /** Each session, newest first. A retake doesn't replace the earlier session. */
  sessions: { startedAt: string; endedAt: string | null; isWithdrawn: boolean; held: Held[] }[];
  seenBy: { who: string; what: string; at: string }[];
  consents: { item: string; version: string; language: string; givenAt: string; withdrawnAt: string | null }[];
  requests: { kind: string; at: string; state: string; outcome?: string | null; reason?: string | null }[];
  canReview: boolean;
  reviewUntil: string | null;
  /** How many days after the end everything is erased; null if no period is set. */
  keptDays?: number | null;
  /** Whether a legal hold keeps the data: no period applies, and nothing can be erased. */
  isHeld?: boolean;
  isWithdrawn: boolean;
  asksSelfIdentification?: boolean;
  /** The masked address; null if no code can be sent to it. */
  provableEmail?: string | null;
}

/** The details that a person gave about themselves, and the possible answers. */
export interface Yourself {
  title: string;
  organizationName: string;
  isAsked: boolean;
  sex: string | null;
  ethnicity: string | null;
  answeredAt: string | null;
  sexes: string[];
  ethnicities: string[];
}

export interface Receipt {
  id: string;
  at: string;
  cleaned: { store: string; count: number }[];
  notReached: string[];
}

export type Identified = { state: "known" } | { state: "code_sent"; email: string; isNew: boolean };

export function identify(slug: string, token: string, code?: string): Promise<Identified> {
  return post("/room/v1/identify", { slug, token, ...(code !== undefined && { code }) });
}

export type Proof =
  { state: "code_sent"; email: string; isNew: boolean } | { state: "proved"; email: string; requestCount: number };

/** Checks a code or, without one, sends a code to the person's address. */
export function proveAddress(slug: string, code?: string): Promise<Proof> {
  return post("/room/v1/address", { slug, ...(code !== undefined && { code }) });
}

/** Loads what a page shows about a session, so that its later calls name this session. */
async function load<T extends object>(path: string, slug: string, signal: AbortSignal): Promise<T> {
  const shown = await get<T & { sessionId?: string }>(path, slug, signal);
  if (shown.sessionId !== undefined) showSession(slug, shown.sessionId); // servers of earlier versions don't say it
  return shown;
}

/** The transcript. Also waits for the corrections that this browser keeps because they didn't arrive. */
export async function getTranscript(slug: string, signal: AbortSignal): Promise<Transcript> {
  await keptStore().ready;
  return load("/room/v1/transcript", slug, signal);
}

/** `changed`: the fields to save. The correction is complete even so, because an older server saves all fields. */
export function correct(
  slug: string,
  seq: number,
  correction: Correction,
  changed: readonly string[],
): Promise<unknown> {
  return put(`/room/v1/transcript/${seq}`, { slug, ...correction, changed });
}

export function putRemark(slug: string, text: string | null): Promise<unknown> {
  return put("/room/v1/remark", { slug, text });
}

export function putComment(slug: string, id: string, comment: string | null): Promise<unknown> {
  return put(`/room/v1/integrity/${encodeURIComponent(id)}`, { slug, comment });
}

export function sendTranscript(slug: string): Promise<unknown> {
  return post("/room/v1/transcript/send", { slug });
}

export function getRights(slug: string, signal: AbortSignal): Promise<Rights> {
  return load("/room/v1/rights", slug, signal);
}

export function getYourself(slug: string, signal: AbortSignal): Promise<Yourself> {
  return load("/room/v1/self-identification", slug, signal);
}

/** Saves the answers. If both are null, they are deleted. */
export function putYourself(slug: string, said: Pick<Yourself, "sex" | "ethnicity">): Promise<unknown> {
  return put("/room/v1/self-identification", { slug, ...said });
}

export function exportAddress(slug: string, format: "json" | "html"): string {
  return `/room/v1/export?slug=${encodeURIComponent(slug)}&format=${format}${sessionQuery()}`;
}

/** Withdraws consent. Also succeeds if that was already done, such as by a request whose answer got lost. */
export async function withdraw(slug: string): Promise<void> {
  try {
    await post("/room/v1/withdraw", { slug });
  } catch (error) {
    if (!(error instanceof RoomError && error.state === "withdrawn")) throw error;
  }
}

export async function erase(slug: string): Promise<Receipt> {
  const { receipt } = await post<{ receipt: Receipt }>("/room/v1/erase", { slug, confirm: true });
  forgetSession(slug);
  return receipt;
}
