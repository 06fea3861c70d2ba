import { useEffect, useMemo } from "react";

import { sessionHeader } from "../link/shownSession";
import { slugHere } from "../question/slugHere";

/** One change of the code: when it happened, which characters it replaced, and the new text. */
export type Keystroke = [milliseconds: number, from: number, to: number, text: string];

/** Records changes, each at its place in the result of the previous ones, and the text before them all. */
export type RecordKeystrokes = (strokes: Keystroke[], before: string) => void;

const EVERY_MILLISECONDS = 5_000;
const MOST_AT_ONCE = 500;
const MOST_CHARACTERS_AT_ONCE = 12_000;
/** Browsers send at most 64 KiB when a page is closed. */
const MOST_BYTES_ON_LEAVING = 60_000;
/** A place beyond the end of any text: a change up to here replaces everything to the end. */
const TO_THE_END = 2_147_483_647;

/** Sends changes in batches, each with its place in the server's list. Those that are missing there are sent again. */
export class Keystrokes {
  readonly #questionId: string;
  readonly #strokes: Keystroke[] = [];
  /** How many changes the server had before this page; null until it has said so. */
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
    // The first change contains the whole text: another device may have changed it since, or something was lost.
    const isFirst = this.#strokes.length === 0;
    if (isFirst) this.#strokes.push([strokes[0]?.[0] ?? 0, 0, TO_THE_END, before]);
    this.#strokes.push(...strokes);
    if (isFirst) void this.flush();
    else this.#wait();
  };

  /** `isLeaving`: sends even during another request, because there is no later. */
  async flush(isLeaving = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOff || this.#sent === this.#strokes.length || (this.#isSending && !isLeaving)) return;
    const start = this.#sent;
    const isAsking = this.#before === null; // at a guessed place, the server could take them for changes that it has
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
      headers: sessionHeader(),
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

/** Records the changes at a question; null if the person didn't agree to that. */
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
