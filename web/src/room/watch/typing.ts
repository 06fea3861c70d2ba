/** Measures how fast text appears, in bursts. It records neither keys nor words, and short bursts aren't reported. */

const GAP_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 10_000;
/** Shorter bursts say nothing. The server decides (engine/integrity.py). */
const LEAST_CHARACTERS = 60;

export interface Burst {
  characters: number;
  milliseconds: number;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/** Adds up the characters that changes put into fields. */
export class Typing {
  readonly #tell: (burst: Burst) => void;
  readonly #lengths = new WeakMap<Field, number>();
  #burst: { characters: number; first: number; last: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (burst: Burst) => void) {
    this.#tell = tell;
  }

  /** Notes the length of the text before a change by the person. */
  readonly before = ({ target }: Event): void => {
    if (isField(target)) this.#lengths.set(target, target.value.length);
  };

  readonly after = (event: Event): void => {
    const { inputType = "", data = null } = event as Partial<InputEvent>;
    const { target } = event;
    const length = isField(target) ? target.value.length : 0;
    const growth = isField(target) ? length - (this.#lengths.get(target) ?? 0) : (data ?? "").length;
    if (isField(target)) this.#lengths.set(target, length);
    if (growth <= 0 || /^(?:insertFrom|history|delete)/.test(inputType)) return;
    if (growth >= LEAST_CHARACTERS) this.#tell({ characters: growth, milliseconds: 0 });
    else this.#add(growth, performance.now());
  };

  /** Reports the current burst now. */
  flush(): void {
    clearTimeout(this.#timer);
    const burst = this.#burst;
    this.#burst = null;
    if (burst !== null && burst.characters >= LEAST_CHARACTERS)
      this.#tell({ characters: burst.characters, milliseconds: Math.round(burst.last - burst.first) });
  }

  #add(characters: number, now: number): void {
    if (this.#burst !== null && now - this.#burst.first > LONGEST_MILLISECONDS) this.flush();
    this.#burst ??= { characters: 0, first: now, last: now };
    this.#burst.characters += characters;
    this.#burst.last = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush();
    }, GAP_MILLISECONDS);
  }
}
