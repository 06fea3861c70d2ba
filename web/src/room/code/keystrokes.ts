import { useEffect, useMemo } from "react";

import { slugHere } from "../question/work";

/** One change of the code: when, which characters it took away, and what it wrote in their place. */
export type Keystroke = [milliseconds: number, from: number, to: number, text: string];

/** Takes changes, each at its place in what the ones before it left, and the text that stood there before them. */
export type RecordKeystrokes = (strokes: Keystroke[], before: string) => void;

const EVERY_MILLISECONDS = 5_000;
const MOST_AT_ONCE = 500;
const MOST_CHARACTERS_AT_ONCE = 12_000;
/** A browser sends no more than 64 KiB when its page goes away. */
const MOST_BYTES_ON_LEAVING = 60_000;
/** Beyond every text: what is replaced up to here is replaced to its end. */
const TO_THE_END = 2_147_483_647;

/** Sends changes in batches, each at its place in the server's list; what is missing there is sent again. */
export class Keystrokes {
  readonly #questionId: string;
  readonly #strokes: Keystroke[] = [];
  /** How many the server had before this page; null until it said so. */
  #before: number | null = null;
  #sent = 0;
  #isOff = false;
  #isSending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(questionId: string) {
    this.#questionId = questionId;
  }

  readonly record: RecordKeystrokes = (strokes, before) => {
    if (this.#isOff) return;
    // The first one says what the rest begins with: another device may have written since, or something was lost.
    const isFirst = this.#strokes.length === 0;
    if (isFirst) this.#strokes.push([strokes[0]?.[0] ?? 0, 0, TO_THE_END, before]);
    this.#strokes.push(...strokes);
    if (isFirst) void this.flush();
    else this.#wait();
  };

  /** `isLeaving`: all at once and now, for there is no later. */
  async flush(isLeaving = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOff || this.#sent === this.#strokes.length || (this.#isSending && !isLeaving)) return;
    const start = this.#sent;
    const isAsking = this.#before === null; // events at a guessed place could be taken for ones it has
    const events = isAsking ? [] : this.#batch(start);
    this.#isSending = true;
    const response = await this.#post((this.#before ?? 0) + (isAsking ? 0 : start), events);
    this.#isSending = false;
    await this.#settle(response, start + events.length);
    this.#wait();
  }

  #wait(): void {
    if (this.#isOff || this.#sent === this.#strokes.length) return;
    this.#timer ??= setTimeout(() => void this.flush(), EVERY_MILLISECONDS);
  }

  #batch(start: number): Keystroke[] {
    const strokes = this.#strokes.slice(start, start + MOST_AT_ONCE);
    let characters = 0;
    const end = strokes.findIndex(
      ([, , , text], at) => (characters += text.length) > MOST_CHARACTERS_AT_ONCE && at > 0,
    );
    return end < 0 ? strokes : strokes.slice(0, end);
  }

  #post(from: number, events: Keystroke[]): Promise<Response | null> {
    const body = new Blob([JSON.stringify({ slug: slugHere(), from, events })], { type: "application/json" });
    return fetch(`/room/v1/keystrokes/${encodeURIComponent(this.#questionId)}`, {
      method: "POST",
      body,
      credentials: "same-origin",
      keepalive: body.size <= MOST_BYTES_ON_LEAVING,
    }).catch(() => null);
  }

  async #settle(response: Response | null, end: number): Promise<void> {
    if (response === null || response.status >= 500 || response.status === 429) return;
    const told = (await response.json().catch(() => null)) as {
      data?: { count?: number };
      error?: { expected?: number };
    };
    if (response.ok) {
      this.#before ??= told.data?.count ?? null;
      this.#sent = Math.max(this.#sent, end);
    } else if (response.status === 409 && told.error?.expected !== undefined) {
      this.#before = told.error.expected - this.#sent;
    } else this.#isOff = true;
  }
}

/** What records the changes at a question, or null where the person did not agree to it. */
export function useKeystrokes(questionId: string, isAgreed: boolean): RecordKeystrokes | null {
  const recorder = useMemo(() => (isAgreed ? new Keystrokes(questionId) : null), [questionId, isAgreed]);
  useEffect(() => {
    const leave = () => void recorder?.flush(true);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [recorder]);
  return recorder?.record ?? null;
}
