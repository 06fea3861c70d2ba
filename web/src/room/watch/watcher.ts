import { newId } from "../link/ids";
import { cameraNow, hearCamera } from "./camera";
import { Copied, selectedText } from "./copied";
import type { Faces } from "./faces/lasting";
import type { SignalData, SignalKind, WatchFrame } from "./frames";
import { marksOf } from "./marks";
import { Typing } from "./typing";

const BEAT_MILLISECONDS = 15_000;
const LONGEST_AGO = 3_600_000;

/** A `screen` that says whether there are several. */
interface Screens extends EventTarget {
  isExtended: boolean;
}

/** Listens only to what it was asked to watch, and keeps each signal until the server has it. */
export class Watcher {
  readonly #kinds: ReadonlySet<string>;
  readonly #send: (frame: WatchFrame) => boolean;
  readonly #waiting = new Map<string, { kind: SignalKind; data: SignalData; at: number }>();
  #stopping = new AbortController();
  readonly #copied = new Copied();
  #isOn = false;
  #wasFull = false;
  #faces: Faces | null = null;

  constructor(kinds: readonly string[], send: (frame: WatchFrame) => boolean) {
    this.#kinds = new Set(kinds);
    this.#send = send;
  }

  start(): void {
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    const beat = setInterval(this.#beat, BEAT_MILLISECONDS);
    signal.addEventListener("abort", () => {
      clearInterval(beat);
    });
    if (this.#kinds.has("away")) this.#watchPlace();
    if (this.#kinds.has("copy") || this.#kinds.has("paste")) this.#watchClipboard();
    if (this.#kinds.has("typing")) this.#watchTyping();
    if (this.#kinds.has("screens")) this.#screens()?.addEventListener("change", this.#tellScreens, { signal });
    if (this.#kinds.has("fullscreen")) document.addEventListener("fullscreenchange", this.#tellFull, { signal });
    if (this.#kinds.has("camera"))
      signal.addEventListener(
        "abort",
        hearCamera((state) => {
          this.tell("camera", { state });
        }),
      );
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** Off while the interview's clock is stopped: what people do then is private. */
  turn(isOn: boolean): void {
    const begins = isOn && !this.#isOn;
    this.#isOn = isOn;
    if (begins) this.opened();
  }

  /** There is a connection again: reports that it is watching, the current state, and signals that didn't arrive. */
  opened(): void {
    if (!this.#isOn) return;
    this.#beat();
    this.#tellPlace();
    this.#tellScreens();
    this.#tellFull();
    const camera = cameraNow();
    if (camera !== null) this.tell("camera", { state: camera });
    if (this.#faces !== null) this.tell("faces", { state: this.#faces });
  }

  /** Drops a signal that the server has accepted or refused. Returns whether the id was one of its own. */
  settle(id: string): boolean {
    return this.#waiting.delete(id);
  }

  /** `at`: when it happened, by `performance.now()`. */
  tell(kind: SignalKind, data: SignalData, at = performance.now()): void {
    if (!this.#isOn || !this.#kinds.has(kind)) return;
    const id = newId();
    this.#waiting.set(id, { kind, data, at });
    this.#write(id);
  }

  /**
   * Reports the faces in front of the camera since `at`. The state lasts until it changes. When looking ends, it
   * becomes `one`.
   */
  readonly seeFaces = (state: Faces, at: number): void => {
    this.#faces = state;
    this.tell("faces", { state }, at);
  };

  readonly #beat = (): void => {
    if (!this.#isOn) return;
    this.#send({ type: "watching" });
    for (const id of this.#waiting.keys()) this.#write(id);
  };

  #write(id: string): void {
    const told = this.#waiting.get(id);
    if (told === undefined) return;
    const ago = Math.min(LONGEST_AGO, Math.round(performance.now() - told.at));
    this.#send({ type: "signal", id, kind: told.kind, ago, ...told.data });
  }

  #watchPlace(): void {
    const { signal } = this.#stopping;
    document.addEventListener("visibilitychange", this.#tellPlace, { signal });
    window.addEventListener("blur", this.#tellPlace, { signal });
    window.addEventListener("focus", this.#tellPlace, { signal });
  }

  #watchClipboard(): void {
    const { signal } = this.#stopping;
    // The last of all listeners: by then, an editor has written what it copies or drags.
    const note = (data: DataTransfer | null): string => {
      const text = data?.getData("text/plain") || selectedText();
      if (text !== "") this.#copied.note(text);
      return text;
    };
    const copy = (event: ClipboardEvent) => {
      const text = note(event.clipboardData);
      if (text !== "") this.tell("copy", { characters: lengthOf(text) });
    };
    const paste = (text: string) => {
      if (!this.#copied.isOwn(text)) this.tell("paste", { characters: lengthOf(text), ...marksOf(text) });
    };
    window.addEventListener("copy", copy, { signal });
    window.addEventListener("cut", copy, { signal });
    window.addEventListener("dragstart", (event) => void note(event.dataTransfer), { signal });
    // The first of all listeners: before the text is in the page.
    const first = { signal, capture: true };
    window.addEventListener(
      "paste",
      (event) => {
        paste(event.clipboardData?.getData("text/plain") ?? "");
      },
      first,
    );
    window.addEventListener(
      "drop",
      (event) => {
        paste(event.dataTransfer?.getData("text/plain") ?? "");
      },
      first,
    );
  }

  #watchTyping(): void {
    const { signal } = this.#stopping;
    const typing = new Typing((burst) => {
      this.tell("typing", { ...burst });
    });
    window.addEventListener("beforeinput", typing.before, { signal, capture: true });
    window.addEventListener("input", typing.after, { signal, capture: true });
    signal.addEventListener("abort", () => {
      typing.flush();
    });
  }

  readonly #tellPlace = (): void => {
    this.tell("away", { state: document.hidden ? "hidden" : document.hasFocus() ? "back" : "unfocused" });
  };

  readonly #tellScreens = (): void => {
    const screens = this.#screens();
    if (screens !== null) this.tell("screens", { state: screens.isExtended ? "extended" : "single" });
  };

  readonly #tellFull = (): void => {
    const isFull = Boolean(document.fullscreenElement);
    this.#wasFull ||= isFull;
    if (this.#wasFull) this.tell("fullscreen", { state: isFull ? "entered" : "left" });
  };

  #screens(): Screens | null {
    return typeof (screen as Partial<Screens>).isExtended === "boolean" ? (screen as unknown as Screens) : null;
  }
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
