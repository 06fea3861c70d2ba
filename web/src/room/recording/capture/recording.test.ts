import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { cameraNow, forgetCamera, hearCamera } from "../../watch/camera";
import { Devices } from "./devices";
import { Recording } from "./recording";
import { Disk, FakeServer, refusal, take } from "./testing";

const OFFER = {
  tracks: ["camera" as const, "screen" as const, "audio" as const],
  types: ["video/webm", "audio/webm"],
  maxSliceBytes: 1_000,
  maxBytes: 1 << 30,
  maxSeconds: 3_600,
  maxTakes: 200,
};

class FakeTrack extends EventTarget {
  enabled = true;
  onended: (() => void) | null = null;
  stop = vi.fn();
}

class FakeStream {
  readonly tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = [new FakeTrack()]) {
    this.tracks = tracks;
  }

  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks;
  getAudioTracks = () => [];
}

/** A recorder whose slices the test creates. */
class FakeRecorder {
  static all: FakeRecorder[] = [];
  static isTypeSupported = (type: string) => type.includes("webm");
  state = "inactive";
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    FakeRecorder.all.push(this);
  }

  start(): void {
    this.state = "recording";
  }

  stop(): void {
    this.state = "inactive";
    this.slice(5);
    this.onstop?.();
  }

  slice(size: number): void {
    this.ondataavailable?.({ data: new Blob([new Uint8Array(size)]) });
  }
}

let disk: Disk;
let server: FakeServer;
let devices: Devices;
let shelf: Map<string, string>;

beforeEach(() => {
  [disk, server, devices, shelf] = [new Disk(), new FakeServer(), new Devices(), new Map<string, string>()];
  FakeRecorder.all = [];
  vi.stubGlobal("MediaRecorder", FakeRecorder);
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("window", Object.assign(new EventTarget(), { MediaRecorder: FakeRecorder }));
  const mediaDevices = {
    getUserMedia: vi.fn(() => Promise.resolve(new FakeStream())),
    getDisplayMedia: vi.fn(() => Promise.resolve(new FakeStream())),
  };
  vi.stubGlobal("navigator", { mediaDevices });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function begun(isSpoken = false, onOpen?: (recording: Recording) => void): Promise<Recording> {
  const recording = new Recording(OFFER, "s1", isSpoken, {
    calls: server,
    keeper: () => Promise.resolve(disk),
    devices,
    store: {
      getItem: (key) => shelf.get(key) ?? null,
      setItem: (key, value) => void shelf.set(key, value),
      removeItem: (key) => void shelf.delete(key),
    },
    spokenSound: () => Promise.resolve(new FakeStream() as unknown as MediaStream),
    wait: () => Promise.resolve(),
  });
  onOpen?.(recording);
  recording.turn(true);
  await recording.start();
  return recording;
}

const running = (recording: Recording) => expect.poll(() => recording.look().running);
const lastRecorder = () => FakeRecorder.all.at(-1) ?? new FakeRecorder();
const heldSizes = () => [...server.held.values()].map((held) => held.length);

describe("a recording", () => {
  it("begins with the camera that the candidate agreed to, and is sent", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    lastRecorder().slice(40);
    await expect.poll(heldSizes).toEqual([40]);
    expect(recording.look().unsent).toBe(0);
  });

  it("records nothing without consent, whatever is offered", async () => {
    server.tracks = [];
    const recording = await begun();
    expect(recording.look().agreed).toEqual([]);
    expect(FakeRecorder.all).toEqual([]);
  });

  it("begins another take after a pause, and records nothing during it", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    lastRecorder().slice(40);
    recording.turn(false);
    await running(recording).toEqual([]);
    await expect.poll(() => server.ended.size).toBe(1);
    recording.turn(true);
    await running(recording).toEqual(["camera"]);
    lastRecorder().slice(30);
    await expect.poll(heldSizes).toEqual([45, 30]);
  });

  it("records the voice separately only if no camera records it", async () => {
    server.tracks = ["camera", "audio"];
    const recording = await begun(true);
    await running(recording).toEqual(["camera"]);
    server.tracks = ["audio"];
    devices.closeAll();
    await running(await begun(true)).toEqual(["audio"]);
  });

  it("stops recording the screen when sharing ends, but continues with the camera", async () => {
    server.tracks = ["camera", "screen"];
    const recording = await begun();
    recording.openScreen();
    await running(recording).toEqual(["camera", "screen"]);
    (devices.streamOf("screen") as unknown as FakeStream).tracks[0]?.onended?.();
    await running(recording).toEqual(["camera"]);
    expect(recording.look().screen).toBe("ended");
  });

  it("stays off for the session once the candidate has stopped it", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    recording.stop();
    await running(recording).toEqual([]);
    const again = await begun();
    expect(again.look().stopped).toEqual({ camera: "person" });
    expect(FakeRecorder.all).toHaveLength(1);
  });

  it("leaves a camera closed that the candidate turned off before a reload, and opens it when asked", async () => {
    devices = new Devices({ isDeclined: () => Promise.resolve(true), keepDeclined: () => undefined });
    const opened = vi.spyOn(navigator.mediaDevices, "getUserMedia");
    const recording = await begun();
    expect(recording.look()).toMatchObject({ agreed: ["camera"], running: [], camera: "declined" });
    expect(opened).not.toHaveBeenCalled();
    recording.openCamera();
    await running(recording).toEqual(["camera"]);
  });

  it("stops, and says so, if the server accepts no more", async () => {
    server.faults.push(refusal(413, "SECONDS"));
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    lastRecorder().slice(40);
    await running(recording).toEqual([]);
    expect(recording.look().stopped).toEqual({ camera: "limit" });
    await expect.poll(() => disk.slices.size + disk.takes.size).toBe(0);
  });

  it("stops, and says so, if this browser can store no more", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    disk.isFull = true;
    lastRecorder().slice(40);
    await expect.poll(() => recording.look().stopped).toEqual({ camera: "storage" });
    await running(recording).toEqual([]);
  });

  it("continues in another take if the server has ended this one", async () => {
    server.faults.push(refusal(409, "ENDED"));
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    lastRecorder().slice(40);
    await expect.poll(() => FakeRecorder.all.length).toBe(2);
    await running(recording).toEqual(["camera"]);
    expect(recording.look().stopped).toEqual({});
  });

  it("leaves no recorder behind if its sound changes while the server ends a take", async () => {
    const recording = await begun(true);
    await running(recording).toEqual(["camera"]);
    let open: (stream: FakeStream) => void = () => undefined;
    const asked = vi.fn(() => new Promise<FakeStream>((settle) => (open = settle)));
    Object.assign(navigator.mediaDevices, { getUserMedia: asked });
    recording.know(false, false); // from now on typed, with its own microphone
    await expect.poll(() => asked.mock.calls.length).toBe(1);
    server.faults.push(refusal(409, "ENDED"));
    lastRecorder().slice(40);
    await expect.poll(() => disk.takes.size).toBe(0);
    open(new FakeStream());
    await expect.poll(() => FakeRecorder.all.length).toBeGreaterThan(1);
    recording.stop();
    await running(recording).toEqual([]);
    expect(FakeRecorder.all.map(({ state }) => state)).not.toContain("recording");
  });

  it("ignores the devices once the page is left", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    recording.leave();
    await running(recording).toEqual([]);
    const before = recording.look();
    await devices.openScreen();
    expect(recording.look()).toBe(before);
  });

  it("sends and ends a take that an earlier page left behind", async () => {
    await disk.begin(take({ id: "old" }));
    await disk.add("old", 0, new Uint8Array(20).buffer);
    await begun();
    await expect.poll(() => server.ended.has("old")).toBe(true);
    expect(server.held.get("old")).toHaveLength(20);
  });

  it("sends what is left of the person's earlier session, but nothing of other people", async () => {
    for (const [id, session] of [
      ["old", "s0"],
      ["own", "s1"],
      ["hers", "s9"],
      ["ended", "s0"],
    ] as const) {
      await disk.begin(take({ id, session }));
      await disk.add(id, 0, new Uint8Array(20).buffer);
    }
    server.unendedOf.s0 = Promise.resolve(["old"]);
    const recording = await begun();
    await expect.poll(() => [...server.ended].toSorted()).toEqual(["old", "own"]);
    expect([...disk.takes.keys()]).toEqual(expect.arrayContaining(["hers", "ended"]));
    expect(recording.look().stopped).toEqual({});
  });

  it("is not stopped if the server refuses the rest of the person's earlier session", async () => {
    await disk.begin(take({ id: "old", session: "s0" }));
    await disk.add("old", 0, new Uint8Array(20).buffer);
    server.unendedOf.s0 = Promise.resolve(["old"]);
    server.faults.push(refusal(409, "SESSION_OVER"));
    const recording = await begun();
    await expect.poll(() => server.sent.length).toBeGreaterThan(0);
    await running(recording).toEqual(["camera"]);
    await expect.poll(() => disk.takes.has("old")).toBe(false);
    expect(recording.look().stopped).toEqual({});
  });

  it("knows what an earlier page left behind as soon as it has looked, also if the server is out of reach", async () => {
    await disk.begin(take({ id: "old" }));
    await disk.add("old", 0, new Uint8Array(20).buffer);
    server.agreed = () => new Promise(() => undefined);
    server.begin = () => new Promise(() => undefined);
    const seen: unknown[] = [];
    void begun(false, (recording) => {
      recording.subscribe(() => {
        const { isListed, isSending } = recording.look();
        if (isListed) seen.push(isSending);
      });
    });
    await expect.poll(() => seen).toEqual([true]);
  });

  it("is sent completely after the interview, and the camera is closed", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    lastRecorder().slice(40);
    recording.finish();
    await expect.poll(() => server.ended.size).toBe(1);
    await expect.poll(() => recording.look().isSending).toBe(false);
    expect(recording.look().unsent).toBe(0);
    expect(heldSizes()).toEqual([45]);
    expect(recording.look().isWhole).toBe(true);
    expect(devices.streamOf("camera")).toBeNull();
  });

  it.each([403, 413, 409])("isn't whole if the server refuses part of it: %i", async (status) => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    server.faults.push(refusal(status, "SESSION_OVER"));
    const seen: unknown[] = [];
    recording.subscribe(() => {
      const { isSending, isWhole } = recording.look();
      if (isSending === false) seen.push(isWhole);
    });
    lastRecorder().slice(40);
    await expect.poll(() => seen).toContain(false);
    expect(seen).not.toContain(true); // "sent" isn't said in between, either
  });

  it("isn't whole if this browser can't store part of it", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    disk.isFull = true;
    lastRecorder().slice(40);
    await expect.poll(() => recording.look().isWhole).toBe(false);
  });
});

describe("the camera's state", () => {
  const told: string[] = [];
  const breakOff = (recording: Recording) => (recording.camera as unknown as FakeStream).tracks[0]?.onended?.();
  let forget: () => void;

  beforeEach(() => {
    forgetCamera();
    told.length = 0;
    forget = hearCamera((state) => void told.push(state));
  });

  afterEach(() => {
    forget();
  });

  it("is reported if the picture breaks off, and not if the person stops the recording", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    told.length = 0;
    breakOff(recording);
    recording.openCamera();
    await running(recording).toEqual(["camera"]);
    recording.stop();
    await running(recording).toEqual([]);
    expect(told).toEqual(["interrupted", "on", "on"]);
  });

  it("is no longer reported as interrupted once the person stops the recording", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    told.length = 0;
    breakOff(recording);
    recording.stop();
    await running(recording).toEqual([]);
    expect(told).toEqual(["interrupted", "on"]);
  });

  it("is reported at the start if the camera was opened or turned off before: that ends what an earlier page reported", async () => {
    await devices.openCamera(false);
    const recording = await begun();
    expect(told).toEqual(["on"]);
    recording.leave();
    devices.declineCamera();
    told.length = 0;
    await begun();
    expect(told).toEqual(["on"]);
  });

  it("is reported at the start if the person stopped the recording on an earlier page", async () => {
    shelf.set("aural.room.s1.recording", "person");
    await begun();
    expect(told).toEqual(["on"]);
  });

  it("is unknown in the next session on this page", async () => {
    const recording = await begun();
    await running(recording).toEqual(["camera"]);
    breakOff(recording);
    recording.leave();
    expect(cameraNow()).toBeNull();
  });
});
