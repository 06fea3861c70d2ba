// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";

import { keptStore } from "../../link/storage";
import type { VoiceLink } from "../../link/useRoom";
import { VoiceDriver } from "./driver";
import { KeptSound } from "./kept";
import { packSound, type VoiceClientFrame, type VoiceFrame } from "../frames";
import type { Heard } from "./playback";
import type { PlaybackOrder } from "./playback.worklet";
import type { VoiceEvent } from "../model";
import { readHeard, USUAL } from "../wishes";

interface Devices {
  orders: PlaybackOrder[];
  heard: (heard: Heard) => void;
  speak: (pcm: Int16Array, loudness: number) => void;
  opened: number;
  plays: boolean;
  context: EventTarget & { state: string };
}

const devices = vi.hoisted((): Devices => {
  const context = Object.assign(new EventTarget(), { state: "running" });
  return { orders: [], heard: () => undefined, speak: () => undefined, opened: 0, plays: true, context };
});

/** A fake sound card. The browser tests have the real one. */
vi.mock("./sound", () => ({
  soundSystem: () => Promise.resolve(devices.context),
  wake: () => Promise.resolve(devices.plays),
  playOn: () => Promise.resolve(),
  Loudspeaker: class {
    constructor(_context: unknown, onHeard: Devices["heard"]) {
      devices.heard = onHeard;
    }
    order(order: PlaybackOrder): void {
      devices.orders.push(order);
    }
    close(): void {
      devices.orders.push({ do: "clear" });
    }
  },
  Microphone: {
    open: (_context: unknown, _id: unknown, { onPiece }: { onPiece: Devices["speak"] }) => {
      devices.opened += 1;
      devices.speak = onPiece;
      const stream = { active: true, getAudioTracks: () => [] };
      return Promise.resolve({ stream, close: () => undefined });
    },
  },
}));

const PIECE = new Int16Array(640).fill(7);
const FROM_THE_SERVER = packSound(2, PIECE);

class FakeLine implements VoiceLink {
  driver: VoiceDriver | null = null;
  sent: VoiceClientFrame[] = [];
  numbers: number[] = [];
  loud = 0;
  behind = 0;
  /** The presses that ended an answer, each with the number of the last piece that was sent before it. */
  ends: [string, number | undefined][] = [];
  told: VoiceEvent[] = [];

  attach(): void {
    return undefined;
  }
  steer(frame: VoiceClientFrame): boolean {
    this.sent.push(frame);
    if (frame.type === "done" || (frame.type === "talk" && !frame.on))
      this.ends.push([frame.type, this.numbers.at(-1)]);
    return true;
  }
  sendSound(frame: ArrayBuffer): boolean {
    this.numbers.push(new DataView(frame).getUint32(0, true));
    if (new Int16Array(frame, 4).some((sample) => sample !== 0)) this.loud += 1;
    return true;
  }
  backlog(): number {
    return this.behind;
  }
  tell(event: VoiceEvent): void {
    this.told.push(event);
  }

  wanted(): Extract<VoiceClientFrame, { type: "voice" }>[] {
    return this.sent.filter((frame) => frame.type === "voice").filter((frame) => frame.on === true);
  }
}

let line: FakeLine;
let driver: VoiceDriver;

async function spoken(pushToTalk = false): Promise<void> {
  driver = new VoiceDriver(line, USUAL, pushToTalk);
  await driver.start();
  driver.opened("s1");
  await expect.poll(() => line.wanted()).not.toHaveLength(0);
}

function agree(kept = 0, received = kept): void {
  const stream = line.wanted().at(-1)?.stream ?? "";
  driver.hear({ type: "voice", on: true, stream, kept, received, rate: { in: 16_000, out: 24_000 }, speaks: true });
}

function says(utterance: number, seq: number): void {
  driver.hear({ type: "utterance", utterance, seq, text: "What broke?", synthetic: true } satisfies VoiceFrame);
}

beforeEach(() => {
  devices.orders = [];
  line = new FakeLine();
});

afterEach(() => {
  driver.stop(null);
  keptStore().removeItem("aural.voice.pipeline.heard.s1");
});

it("continues automatically if the browser starts its sound after a press was requested", async () => {
  devices.plays = false;
  driver = new VoiceDriver(line, USUAL, false);
  await driver.start();
  expect(line.told.at(-1)).toEqual({ type: "microphone", is: "waiting" });
  devices.plays = true;
  devices.context.dispatchEvent(new Event("statechange"));
  await expect.poll(() => line.told.at(-1)).toEqual({ type: "microphone", is: "open" });
});

describe("muting", () => {
  it("sends silence until an answer that was begun must have ended, then nothing, and no sound at any time", async () => {
    await spoken();
    agree();
    devices.speak(PIECE, 1);
    driver.mute(true);
    for (let piece = 0; piece < 2_500; piece += 1) devices.speak(PIECE, 1);
    expect(line.loud).toBe(1);
    expect(line.numbers).toHaveLength(1 + 2_000);
    driver.mute(false);
    devices.speak(PIECE, 1);
    expect(line.loud).toBe(2);
  });

  it("sends nothing while the key to talk isn't held", async () => {
    await spoken(true);
    agree();
    driver.mute(true);
    devices.speak(PIECE, 1);
    expect(line.numbers).toEqual([]);
  });
});

describe("the press that ends an answer", () => {
  it("is sent after the sound before it, even if the button was released while disconnected", async () => {
    await spoken(true);
    agree();
    driver.hold(true);
    devices.speak(PIECE, 1);
    driver.lost();
    devices.speak(PIECE, 1);
    driver.hold(false);
    expect(line.ends).toEqual([]);
    driver.opened("s1");
    agree();
    expect(line.ends).toEqual([["talk", 2]]);
  });

  it("waits until the sound before it has left, so that it doesn't cut the answer", async () => {
    await spoken();
    agree();
    devices.speak(PIECE, 1);
    line.behind = 1 << 20;
    devices.speak(PIECE, 1);
    driver.done();
    devices.speak(PIECE, 1);
    expect(line.ends).toEqual([]);
    line.behind = 0;
    devices.speak(PIECE, 1);
    expect(line.numbers).toEqual([1, 2, 3, 4]);
    expect(line.ends).toEqual([["done", 2]]);
  });

  it("is sent again, at the same place, with sound that isn't in the transcript yet", async () => {
    await spoken();
    agree();
    for (const isEnd of [true, false, true, false]) {
      devices.speak(PIECE, 1);
      if (isEnd) driver.done();
    }
    expect(line.ends).toEqual([["done", 1], ["done", 3]]); // prettier-ignore
    driver.hear({ type: "kept", seq: 1 });
    driver.lost();
    line.ends = [];
    driver.opened("s1");
    agree(1);
    expect(line.ends).toEqual([["done", 3]]);
  });
});

describe("the last message heard to the end", () => {
  it("is sent when voice is requested again, by a new connection or another page", async () => {
    await spoken();
    agree();
    says(1, 4);
    devices.heard({ utterance: 1, milliseconds: 900, ended: true });
    driver.lost();
    driver.opened("s1");
    expect(line.wanted().at(-1)?.after).toBe(4);
    driver.stop(null);
    line = new FakeLine();
    await spoken();
    expect(line.wanted().at(-1)?.after).toBe(4);
  });

  it("is sent even if another tab heard it, because the browser keeps it for all tabs", async () => {
    keptStore().setItem("aural.voice.pipeline.heard.s1", "6");
    sessionStorage.clear();
    await spoken();
    expect(line.wanted()[0]?.after).toBe(6);
  });

  it("isn't taken from an earlier voice session with the same utterance number", async () => {
    await spoken();
    agree();
    says(1, 4);
    driver.wish({ ...USUAL, pushToTalk: true });
    devices.heard({ utterance: 1, milliseconds: 900, ended: true }); // a late report of the previous voice session
    expect(readHeard("s1")).toBe(0);
  });
});

describe("an open voice session", () => {
  it("stays open while the microphone is closed and reopened, so the sentence isn't restarted", async () => {
    await spoken();
    agree();
    devices.speak(PIECE, 0.1);
    driver.permit(false);
    driver.permit(true);
    await expect.poll(() => devices.opened).toBeGreaterThan(1);
    await Promise.resolve();
    devices.speak(PIECE, 0.1);
    expect(line.wanted()).toHaveLength(1);
    expect(line.numbers).toEqual([1, 2]);
  });

  it("is silenced when voice is requested again, and its late sound isn't played", async () => {
    await spoken();
    agree();
    says(2, 5);
    driver.sound(FROM_THE_SERVER);
    driver.wish({ ...USUAL, pushToTalk: true });
    expect(devices.orders.at(-1)).toEqual({ do: "clear" });
    const before = devices.orders.length;
    driver.sound(FROM_THE_SERVER);
    driver.hear({ type: "said", utterance: 2 });
    expect(devices.orders).toHaveLength(before);
    agree();
    driver.sound(FROM_THE_SERVER);
    expect(devices.orders.at(-1)).toMatchObject({ do: "push", utterance: 2 });
  });
});

describe("a full storage", () => {
  let isFull: MockInstance<() => boolean>;

  beforeEach(async () => {
    await spoken();
    agree();
    isFull = vi.spyOn(KeptSound.prototype, "isFull", "get").mockReturnValue(true);
    devices.speak(PIECE, 1);
    expect(line.told.at(-1)).toEqual({ type: "microphone", is: "held" });
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("is emptied by the next connection, although the microphone is closed", () => {
    driver.lost();
    driver.opened("s1");
    expect(line.wanted()).toHaveLength(2);
    agree();
    expect(line.numbers).toEqual([1, 1]);
  });

  it("opens the microphone again if the next connection has made room", async () => {
    driver.lost();
    driver.opened("s1");
    isFull.mockReturnValue(false);
    agree(1);
    await expect.poll(() => line.told.at(-1)).toEqual({ type: "microphone", is: "open" });
    expect(line.wanted()).toHaveLength(2);
  });

  it("is sent again at the candidate's request, once until the server answers", () => {
    driver.resend();
    driver.resend();
    expect(line.wanted()).toHaveLength(2);
    agree();
    expect(line.numbers).toEqual([1, 1]);
  });
});

describe.each(["full", "failed"] as const)("voice that is refused as %s", (reason) => {
  beforeEach(async () => {
    await spoken();
    driver.hear({ type: "voice", on: false, reason, message: "Type instead." });
    expect(line.told.at(-1)).toEqual({ type: "microphone", is: "closed" });
    driver.lost();
  });

  it("is requested again by the next connection, with an open microphone", async () => {
    driver.opened("s1");
    await expect.poll(() => line.wanted()).toHaveLength(2);
    expect(line.told.at(-1)).toEqual({ type: "microphone", is: "open" });
    agree();
    devices.speak(PIECE, 1);
    expect(line.numbers).toEqual([1]);
  });

  it("is requested after a pause, if the next connection finds the interview paused", async () => {
    driver.permit(false);
    driver.opened("s1");
    await Promise.resolve();
    expect(line.wanted()).toHaveLength(1);
    driver.permit(true);
    await expect.poll(() => line.wanted()).toHaveLength(2);
  });
});

describe("leaving voice", () => {
  it("ends voice on the server when the candidate types, and notes where", async () => {
    const leave = vi.spyOn(KeptSound.prototype, "leave");
    await spoken();
    agree();
    driver.stop({ place: "0 q1", words: "I drained" });
    expect(line.sent.at(-1)).toEqual({ type: "voice", on: false });
    expect(leave).toHaveBeenCalledExactlyOnceWith({ place: "0 q1", words: "I drained" });
  });

  it("leaves voice to the next page when this page is closed", async () => {
    await spoken();
    agree();
    driver.stop(null);
    expect(line.sent.at(-1)).toMatchObject({ on: true });
  });
});

describe("silence that the server has dropped", () => {
  it("isn't resent to a restarted server that doesn't remember it", async () => {
    await spoken();
    agree();
    for (let count = 0; count < 8; count++) devices.speak(PIECE, 0.1);
    driver.hear({ type: "kept", seq: 6 });
    driver.lost();
    line.numbers = [];
    driver.opened("s1");
    agree(2); // restarted: the last answer ended with the second piece
    expect(line.numbers).toEqual([7, 8]);
  });
});
