import { useEffect, useMemo } from "react";

import { tabStore } from "../storage";
import { slugHere } from "../work";

/** One change of the code: when, which characters it took away, and what it wrote in their place. */
export type Keystroke = [milliseconds: number, from: number, to: number, text: string];

const EVERY_MILLISECONDS = 5_000;
const MOST_AT_ONCE = 500;
const BEYOND = 1_000_000_000;
const CONSENT_KEY = "aural.keystrokes";

/** Called with the consent items that the person ticked. Nothing is recorded before, and nothing without `keystrokes`. */
export function rememberConsent(items: readonly string[]): void {
  if (items.includes("keystrokes")) tabStore().setItem(CONSENT_KEY, slugHere());
  else tabStore().removeItem(CONSENT_KEY);
}

export function keystrokesAllowed(): boolean {
  return tabStore().getItem(CONSENT_KEY) === slugHere();
}

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

  readonly record = (strokes: Keystroke[]): void => {
    if (this.#isOff) return;
    this.#strokes.push(...strokes);
    this.#timer ??= setTimeout(() => void this.flush(), EVERY_MILLISECONDS);
  };

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOff || this.#isSending || this.#sent === this.#strokes.length) return;
    this.#isSending = true;
    // Beyond any end: the refusal says where the end is. Events at a guessed place could be taken for ones it has.
    const isAsking = this.#before === null;
    const from = isAsking ? BEYOND : (this.#before ?? 0) + this.#sent;
    const events = isAsking ? [] : this.#strokes.slice(this.#sent, this.#sent + MOST_AT_ONCE);
    const response = await fetch(`/room/v1/keystrokes/${encodeURIComponent(this.#questionId)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ slug: slugHere(), from, events }),
      credentials: "same-origin",
      keepalive: true,
    }).catch(() => null);
    this.#isSending = false;
    await this.#settle(response, events.length);
    if (isAsking && this.#before !== null) await this.flush();
    else if (this.#sent < this.#strokes.length) this.#timer ??= setTimeout(() => void this.flush(), EVERY_MILLISECONDS);
  }

  async #settle(response: Response | null, count: number): Promise<void> {
    if (response?.ok) this.#sent += count;
    else if (response?.status === 409) {
      const { error } = (await response.json()) as { error?: { expected?: unknown } };
      if (typeof error?.expected === "number") this.#before = Math.max(0, error.expected - this.#sent);
    } else if (response !== null && response.status < 500 && response.status !== 429) this.#isOff = true;
  }
}

/** What records the changes at a question, or null where the person did not agree to it. */
export function useKeystrokes(questionId: string, enabled: boolean): ((strokes: Keystroke[]) => void) | null {
  const recorder = useMemo(() => (enabled ? new Keystrokes(questionId) : null), [questionId, enabled]);
  useEffect(() => {
    const leave = () => void recorder?.flush();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [recorder]);
  return recorder?.record ?? null;
}
