import { RoomError } from "../../link/http";
import type { RecordedTrack } from "../../link/protocol";
import type { Calls, Take } from "./calls";
import type { Keeper } from "./keeper";

/** A database that outlives the page. `isFull`: it accepts nothing more. */
export class Disk implements Keeper {
  readonly takes = new Map<string, Take>();
  readonly slices = new Map<string, [number, Uint8Array<ArrayBuffer>][]>();
  isFull = false;

  all(): Promise<Take[]> {
    return Promise.resolve([...this.takes.values()]);
  }

  begin(take: Take): Promise<void> {
    this.takes.set(take.id, take);
    return Promise.resolve();
  }

  add(take: string, offset: number, bytes: ArrayBuffer): Promise<void> {
    if (this.isFull) return Promise.reject(new Error("unwritable"));
    this.slices.set(take, [...(this.slices.get(take) ?? []), [offset, new Uint8Array(bytes)]]);
    return Promise.resolve();
  }

  read(take: string, from: number, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const all = (this.slices.get(take) ?? []).flatMap(([offset, bytes]) =>
      [...bytes].map((byte, at) => ({ byte, at: offset + at })),
    );
    const bytes = all.filter(({ at }) => at >= from).map(({ byte }) => byte);
    return Promise.resolve(bytes.length === 0 ? null : Uint8Array.from(bytes.slice(0, most)));
  }

  sizeOf(take: string): Promise<number> {
    const last = this.slices.get(take)?.at(-1);
    return Promise.resolve(last === undefined ? 0 : last[0] + last[1].length);
  }

  drop(take: string, below: number): Promise<void> {
    const rest = (this.slices.get(take) ?? []).filter(([offset, bytes]) => offset + bytes.length > below);
    this.slices.set(take, rest);
    return Promise.resolve();
  }

  forget(take: string): Promise<void> {
    this.takes.delete(take);
    this.slices.delete(take);
    return Promise.resolve();
  }
}

/**
 * A server that stores takes as described in docs/recording-protocol.md. `faults` are its failures, one for each of the
 * next requests.
 */
export class FakeServer implements Calls {
  readonly held = new Map<string, number[]>();
  readonly ended = new Set<string>();
  readonly sent: [number, number][] = [];
  readonly faults: (RoomError | "unheard")[] = [];
  tracks: RecordedTrack[] = ["camera"];
  /** By the ids of the candidate's earlier sessions. */
  unendedOf: Partial<Record<string, Promise<string[]>>> = {};

  agreed(): Promise<RecordedTrack[]> {
    return Promise.resolve(this.tracks);
  }

  unended(session: string): Promise<string[]> {
    return this.unendedOf[session] ?? Promise.reject(refusal(401));
  }

  begin({ id }: Take): Promise<{ offset: number }> {
    if (!this.held.has(id)) this.held.set(id, []);
    return Promise.resolve(this.#view(id));
  }

  send({ id }: Take, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<{ offset: number }> {
    this.sent.push([offset, bytes.length]);
    const fault = this.faults.shift();
    if (fault instanceof RoomError) return Promise.reject(fault);
    const held = this.held.get(id);
    if (held === undefined) return Promise.reject(refusal(404));
    if (offset < held.length && offset + bytes.length !== held.length)
      return Promise.reject(refusal(409, "OTHER_BYTES", held.length));
    if (offset > held.length) return Promise.reject(refusal(409, "GAP", held.length));
    if (offset === held.length) held.push(...bytes);
    return fault === "unheard" ? Promise.reject(new RoomError(0)) : Promise.resolve(this.#view(id));
  }

  end({ id }: Take, bytes: number): Promise<{ offset: number }> {
    if (bytes > (this.held.get(id)?.length ?? 0)) return Promise.reject(refusal(409, "GAP", 0));
    this.ended.add(id);
    return Promise.resolve(this.#view(id));
  }

  #view(take: string): { offset: number } {
    return { offset: this.held.get(take)?.length ?? 0 };
  }
}

export function refusal(status: number, reason?: string, offset?: number, code = "CONFLICT"): RoomError {
  return new RoomError(status, {
    code,
    ...(reason !== undefined && { reason }),
    ...(offset !== undefined && { offset }),
  });
}

export function take(part: Partial<Take> = {}): Take {
  return { id: "t1", session: "s1", track: "camera", mimeType: "video/webm;codecs=vp8,opus", at: 0, ...part };
}
