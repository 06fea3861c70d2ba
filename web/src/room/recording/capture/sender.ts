import { waitBefore } from "../../link/connection";
import { RoomError } from "../../link/http";
import type { Calls, Take } from "./calls";
import type { Keeper } from "./keeper";

/** The server needs this many bytes to recognize the type of a file. */
const LEAST_FIRST_BYTES = 16;
const LEAST_AT_ONCE = 64 * 1024;
/** A body may take 60 seconds, so each contains as much as can be sent in a third of that. */
const SENT_WITHIN_SECONDS = 20;

/** Why a track is no longer recorded. `over`: the interview is over. */
export type StopReason = "refused" | "space" | "limit" | "over" | "fault" | "type" | "storage" | "person";

/** `sent`: the server has everything. `broken`: this take can't continue, but another one can. */
export type Outcome = "sent" | "broken" | StopReason;

/** Sends the stored bytes of one take, oldest first, until everything is acknowledged and the take has ended. */
export class Sender {
  readonly take: Take;
  readonly #calls: Calls;
  readonly #keeper: Keeper;
  readonly #wait: (milliseconds: number) => Promise<void>;
  readonly #onMove: () => void;
  /** Everything below this is acknowledged. The recorded bytes end at `#size`. */
  #from = 0;
  #size: number;
  #isComplete = false;
  #isBegun = false;
  #wasMissing = false;
  #most: number;
  readonly #mostEver: number;
  #attempt = 0;
  #wake: (() => void) | null = null;
  #lost = 0;

  constructor(
    take: Take,
    size: number,
    maxBytes: number,
    around: { calls: Calls; keeper: Keeper; wait: (milliseconds: number) => Promise<void>; onMove: () => void },
  ) {
    this.take = take;
    this.#size = size;
    this.#most = this.#mostEver = maxBytes;
    this.#calls = around.calls;
    this.#keeper = around.keeper;
    this.#wait = around.wait;
    this.#onMove = around.onMove;
  }

  /** Bytes that were recorded but aren't acknowledged. */
  get unsent(): number {
    return Math.max(0, this.#size - this.#from);
  }

  /** Bytes that were recorded but are given up. */
  get lost(): number {
    return this.#lost;
  }

  /** Reports that this many bytes are stored now. */
  grow(size: number): void {
    this.#size = size;
    this.#wake?.();
  }

  /** Reports that nothing more is recorded. */
  complete(): void {
    this.#isComplete = true;
    this.#wake?.();
  }

  async run(): Promise<Outcome> {
    let outcome: Outcome | null = null;
    while (outcome === null) outcome = await this.#step().catch((error: unknown) => this.#judge(error));
    if (outcome !== "sent") await this.#giveUp();
    this.#lost = outcome === "sent" ? 0 : this.unsent;
    this.#size = this.#from;
    this.#onMove();
    return outcome;
  }

  async #step(): Promise<Outcome | null> {
    const { id } = this.take;
    if (!this.#isBegun) {
      const { offset } = await this.#calls.begin(this.take);
      this.#isBegun = true;
      await this.#moveTo(offset);
    }
    const bytes = await this.#keeper.read(id, this.#from, this.#most);
    const isTooShort = this.#from === 0 && (bytes?.length ?? 0) < LEAST_FIRST_BYTES;
    if (bytes !== null && !isTooShort) await this.#send(bytes);
    else if (!this.#isComplete) await this.#news();
    else {
      await this.#calls.end(this.take, this.#from);
      await this.#keeper.forget(id);
      return "sent";
    }
    return null;
  }

  async #send(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const began = performance.now();
    // If no answer comes, exactly the same slice is sent again.
    this.#most = bytes.length;
    const { offset } = await this.#calls.send(this.take, this.#from, bytes);
    const aSecond = bytes.length / Math.max(0.001, (performance.now() - began) / 1000);
    this.#most = Math.min(this.#mostEver, Math.max(LEAST_AT_ONCE, Math.round(aSecond * SENT_WITHIN_SECONDS)));
    this.#attempt = 0;
    this.#wasMissing = false;
    await this.#moveTo(offset);
  }

  async #moveTo(offset: number): Promise<void> {
    this.#from = offset;
    await this.#keeper.drop(this.take.id, offset);
    this.#onMove();
  }

  async #news(): Promise<void> {
    const size = this.#size;
    await new Promise<void>((settle) => {
      this.#wake = settle;
      if (this.#isComplete || this.#size !== size) settle();
    });
    this.#wake = null;
  }

  /** Decides how to continue after a failure (docs/recording-protocol.md, section 4). Returns null to try again. */
  async #judge(error: unknown): Promise<Outcome | null> {
    if (!(error instanceof RoomError))
      return error instanceof Error && error.name === "TimeoutError" ? this.#later() : "storage";
    switch (error.status) {
      case 400:
        return error.reason === "DIGEST" ? this.#later() : "fault";
      case 403:
        return error.code === "PLAN_LIMIT_EXCEEDED" ? "space" : "refused";
      case 404:
        return this.#beginAgain();
      case 409:
        return this.#conflict(error);
      case 413:
        if (error.reason !== "SLICE") return "limit";
        this.#most = Math.max(LEAST_FIRST_BYTES, Math.floor(this.#most / 2));
        return null;
      case 415:
        return "type";
      default:
        return this.#later(error.waitSeconds);
    }
  }

  async #later(atLeastSeconds = 0): Promise<null> {
    const pause = waitBefore(this.#attempt++, Math.random());
    await this.#wait(Math.max(pause, atLeastSeconds * 1000));
    return null;
  }

  #beginAgain(): Outcome | null {
    if (this.#wasMissing) return "refused"; // everything was erased
    this.#wasMissing = true;
    this.#isBegun = false;
    return null;
  }

  async #conflict({ reason, offset }: RoomError): Promise<Outcome | null> {
    if (reason === "SESSION_OVER") return "over";
    if (reason !== "GAP" && reason !== "OTHER_BYTES") return "broken";
    // Only bytes that are still stored can be sent again.
    if (offset === null || offset <= this.#from || offset > this.#size) return "broken";
    await this.#moveTo(offset);
    return null;
  }

  /**
   * Gives up on the take. The server keeps the bytes that it has. If it can't be notified, it detects the end itself.
   */
  async #giveUp(): Promise<void> {
    await this.#calls.end(this.take, this.#from).catch(() => null);
    await this.#keeper.forget(this.take.id).catch(() => undefined);
  }
}
