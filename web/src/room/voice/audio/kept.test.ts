import { describe, expect, it } from "vitest";

import { type Batch, type End, KeptSound, type Left, MOST_FRAMES, type SoundStore, type Stored } from "./kept";

/** A database that outlives the page. */
class Disk implements SoundStore {
  stream: string | null = null;
  batches: Batch[] = [];
  ends: readonly End[] = [];
  left: Left | undefined;

  load(): Promise<Stored | null> {
    const { stream, batches, ends, left } = this;
    return Promise.resolve(stream === null ? null : structuredClone({ stream, batches, ends, left }));
  }

  begin(stream: string): void {
    this.stream = stream;
  }

  put(batch: Batch): void {
    this.batches = [...this.batches.filter((other) => other.first !== batch.first), batch];
  }

  mark(ends: readonly End[]): void {
    this.ends = structuredClone(ends);
  }

  leave(left: Left | undefined): void {
    this.left = left;
  }

  dropUpTo(number: number): void {
    this.batches = this.batches.filter(({ first, pieces }) => first + pieces.length - 1 > number);
  }

  clear(): void {
    this.stream = null;
    this.batches = [];
  }
}

const piece = (value: number) => Int16Array.of(value);

/** The pieces that would be sent from a number on. */
function from(kept: KeptSound, next: number): [number, number | undefined][] {
  return Array.from({ length: Math.max(0, kept.last - next + 1) }, (_, at) => [next + at, kept.at(next + at)[0]]);
}

async function spoken(disk: Disk, ...values: number[]): Promise<KeptSound> {
  const kept = await KeptSound.open(disk);
  kept.agree(0, 0);
  for (const value of values) kept.add(piece(value));
  return kept;
}

describe("sound that isn't in the transcript yet", () => {
  it("is numbered from one", async () => {
    const kept = await spoken(new Disk(), 11, 12, 13);
    expect(from(kept, 1)).toEqual([[1, 11], [2, 12], [3, 13]]); // prettier-ignore
  });

  it("is resent from where the server's copy ends", async () => {
    const kept = await spoken(new Disk(), 11, 12, 13, 14);
    expect(kept.agree(1, 3)).toBe(4);
    expect(from(kept, 4)).toEqual([[4, 14]]);
  });

  it("is resent from the last stored piece if the server lost what followed", async () => {
    const kept = await spoken(new Disk(), 11, 12, 13, 14);
    kept.forget(1);
    expect(kept.agree(1, 1)).toBe(2);
    expect(from(kept, 2)).toEqual([[2, 12], [3, 13], [4, 14]]); // prettier-ignore
  });

  it("is the same stream after a reload, with everything that was stored", async () => {
    const disk = new Disk();
    const before = await spoken(disk, 11, 12, 13, 14, 15, 16);
    before.flush();
    const after = await KeptSound.open(disk);
    expect(after.stream).toBe(before.stream);
    expect(from(after, after.agree(0, 0))).toEqual([1, 2, 3, 4, 5, 6].map((number) => [number, number + 10]));
  });

  it("is stored in batches: a crash loses less than one", async () => {
    const disk = new Disk();
    await spoken(disk, 11, 12, 13, 14, 15, 16, 17);
    const after = await KeptSound.open(disk);
    expect(after.last).toBe(5);
  });

  it("continues after the pieces that the server has but this page lost in a crash", async () => {
    const disk = new Disk();
    await spoken(disk, 11, 12, 13, 14, 15, 16, 17);
    const after = await KeptSound.open(disk);
    after.add(piece(21)); // before the server has said anything
    expect(after.agree(0, 7)).toBe(8);
    expect(from(after, 8)).toEqual([[8, 21]]);
    expect(from(after, 4)).toEqual([[4, 14], [5, 15], [6, 0], [7, 0], [8, 21]]); // prettier-ignore
  });

  it("is deleted here and on the disk once the server has stored it", async () => {
    const disk = new Disk();
    const kept = await spoken(disk, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    kept.forget(7);
    expect(kept.last).toBe(10);
    expect(kept.at(8)[0]).toBe(18);
    expect(disk.batches.map(({ first }) => first)).toEqual([6]);
    kept.forget(10);
    expect(disk.batches).toEqual([]);
    kept.add(piece(21));
    expect(from(kept, 11)).toEqual([[11, 21]]);
  });

  it("is read back without the part that was deleted", async () => {
    const disk = new Disk();
    const kept = await spoken(disk, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    kept.forget(7);
    const after = await KeptSound.open(disk);
    expect(from(after, after.agree(7, 7))).toEqual([[8, 18], [9, 19], [10, 20]]); // prettier-ignore
  });

  it("has a limit, and reports when it is reached", async () => {
    const kept = await spoken(new Disk());
    for (let count = 1; count < MOST_FRAMES; count++) kept.add(piece(1));
    expect(kept.isFull).toBe(false);
    kept.add(piece(1));
    expect(kept.isFull).toBe(true);
    kept.forget(1);
    expect(kept.isFull).toBe(false);
  });

  it("comes with the presses that ended an answer, as long as that isn't in the transcript", async () => {
    const disk = new Disk();
    const kept = await spoken(disk, 11, 12, 13);
    kept.end(true);
    kept.end(true); // the same press
    kept.add(piece(14));
    kept.end(false);
    const after = await KeptSound.open(disk);
    expect(after.endsWithin(0, 4)).toEqual([{ last: 3, isRelease: true }, { last: 4, isRelease: false }]); // prettier-ignore
    after.agree(3, 3);
    expect(after.endsWithin(0, 4)).toEqual([{ last: 4, isRelease: false }]);
    after.forget(4);
    expect(disk.ends).toEqual([]);
  });

  it("keeps a press behind the sound before it, although the server knows more than an earlier page stored", async () => {
    const disk = new Disk();
    await spoken(disk, 11, 12, 13, 14, 15, 16, 17);
    const after = await KeptSound.open(disk);
    after.add(piece(21));
    after.end(true); // before the server has said anything
    after.agree(0, 7);
    expect(after.endsWithin(0, 9)).toEqual([{ last: 8, isRelease: true }]);
  });

  it("is deleted at the end", async () => {
    const disk = new Disk();
    const kept = await spoken(disk, 11, 12, 13, 14, 15);
    kept.clear();
    expect(disk.batches).toEqual([]);
    expect((await KeptSound.open(disk)).stream).not.toBe(kept.stream);
  });
});
