import type { KeptFrame, Refusal } from "./protocol";

/** The part of `Storage` that is used. A browser may refuse it, so nothing depends on it. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** `sentAt` is when the person pressed the button. */
export interface Outgoing {
  frame: KeptFrame;
  sentAt: string;
  /** Set if the server refused the frame. It is kept for the person, who can change it. */
  refusal?: Refusal | null;
}

/** Frames that are waiting for their acknowledgement, oldest first. They survive a reload. */
export class Outbox {
  readonly #store: Store;
  readonly #key: string;
  #items: Outgoing[];

  constructor(store: Store, sessionId: string) {
    this.#store = store;
    this.#key = `aural.room.${sessionId}.outbox`;
    this.#items = read(store, this.#key);
  }

  /** Takes in what another tab of this browser has left in the store. A frame that it sent is acknowledged twice. */
  readAgain(): void {
    const known = new Set(this.#items.map(({ frame }) => frame.id));
    this.#items = [...this.#items, ...read(this.#store, this.#key).filter(({ frame }) => !known.has(frame.id))];
  }

  /** All kept frames, both waiting and refused. */
  all(): readonly Outgoing[] {
    return this.#items;
  }

  pending(): readonly Outgoing[] {
    return this.#items.filter(({ refusal }) => !refusal);
  }

  add(item: Outgoing): void {
    if (this.#items.some((known) => known.frame.id === item.frame.id)) return;
    this.#save([...this.#items, item]);
  }

  /** Marks a frame as refused. An answer isn't sent again, but it is kept, because it contains the person's words. */
  refuse(id: string, refusal: Refusal): void {
    const isKept = ({ frame }: Outgoing) => frame.id !== id || frame.type === "answer";
    this.#save(this.#items.filter(isKept).map((item) => (item.frame.id === id ? { ...item, refusal } : item)));
  }

  clear(): void {
    this.#save([]);
  }

  /** Removes a frame that was acknowledged or taken back. */
  settle(id: string): void {
    this.#save(this.#items.filter((item) => item.frame.id !== id));
  }

  #save(items: Outgoing[]): void {
    this.#items = items;
    try {
      if (items.length > 0) this.#store.setItem(this.#key, JSON.stringify(items));
      else this.#store.removeItem(this.#key);
    } catch {
      // No space or no permission: the frames are still in this tab.
    }
  }
}

function read(store: Store, key: string): Outgoing[] {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.filter(isOutgoing) : [];
  } catch {
    return [];
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  return typeof value === "object" && value !== null && "frame" in value && "sentAt" in value;
}
