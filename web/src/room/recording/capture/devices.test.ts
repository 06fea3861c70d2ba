import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Devices } from "./devices";

class FakeTrack {
  onended: (() => void) | null = null;
  stop = vi.fn();
}

class FakeStream {
  readonly tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = [new FakeTrack()]) {
    this.tracks = tracks;
  }

  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.slice(0, 1);
  getAudioTracks = () => this.tracks.slice(1);
}

const track = (stream: FakeStream | undefined, at = 0) => stream?.tracks[at]?.stop;
let devices: Devices;
let given: FakeStream[];
let choose: (stream: FakeStream) => void;
let cancel: () => void;

beforeEach(() => {
  [devices, given] = [new Devices(), []];
  const open = () => {
    given.push(new FakeStream([new FakeTrack(), new FakeTrack()]));
    return Promise.resolve(given.at(-1));
  };
  const pick = () =>
    new Promise<FakeStream>((settle, fail) => {
      choose = settle;
      cancel = () => {
        fail(new Error("canceled"));
      };
    });
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: open, getDisplayMedia: pick } });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it("closes the open microphone when the camera is reopened with another one", async () => {
  await devices.openCamera(true);
  await devices.openCamera(true);
  expect(track(given[0], 1)).toHaveBeenCalled();
  expect(track(given[1], 1)).not.toHaveBeenCalled();
});

it("immediately closes a screen that is chosen after everything was closed", async () => {
  const late = new FakeStream();
  const opening = devices.openScreen();
  devices.closeAll();
  choose(late);
  await opening;
  expect(track(late)).toHaveBeenCalled();
  expect(devices.streamOf("screen")).toBeNull();
  expect(devices.look().screen).toBe("off");
});

it("immediately closes a microphone that is allowed after everything was closed", async () => {
  const opening = devices.openSound();
  devices.closeAll();
  await opening;
  expect(track(given[0])).toHaveBeenCalled();
  expect(devices.streamOf("sound")).toBeNull();
});

it("keeps the chosen screen if choosing another one is canceled", async () => {
  const first = new FakeStream();
  const opening = devices.openScreen();
  choose(first);
  await opening;
  const again = devices.openScreen();
  cancel();
  await again;
  expect(devices.look().screen).toBe("on");
  expect(devices.streamOf("screen")).toBe(first);
});

it("shows that the first screen ended while another one was being chosen, and that was canceled", async () => {
  const first = new FakeStream();
  const opening = devices.openScreen();
  choose(first);
  await opening;
  const again = devices.openScreen();
  first.tracks[0]?.onended?.();
  cancel();
  await again;
  expect(devices.look().screen).toBe("ended");
});

it("keeps the screen that was chosen while the camera is opened", async () => {
  const opening = devices.openScreen();
  await devices.openCamera(false);
  choose(new FakeStream());
  await opening;
  expect(devices.look()).toEqual({ camera: "on", screen: "on" });
});

it("keeps a camera that the person turned off closed, with its microphone", async () => {
  await devices.openCamera(true);
  devices.declineCamera();
  expect(track(given[0])).toHaveBeenCalled();
  expect(track(given[0], 1)).toHaveBeenCalled();
  expect(devices.look().camera).toBe("declined");
  devices.closeAll(); // the person leaves the room, and may come back
  expect(devices.look().camera).toBe("declined");
  expect(devices.streamOf("camera")).toBeNull();
});

it("keeps a camera that the person turned off closed after a reload, until the person turns it on", async () => {
  let isKept = false;
  const reloaded = () =>
    new Devices({ isDeclined: () => Promise.resolve(isKept), keepDeclined: (isDeclined) => (isKept = isDeclined) });
  const first = reloaded();
  await first.openCamera(false);
  first.declineCamera();
  const second = reloaded();
  await second.recall();
  expect(second.look().camera).toBe("declined");
  await second.openCamera(false);
  expect(second.look().camera).toBe("on");
  const third = reloaded();
  await third.recall();
  expect(third.look().camera).toBe("off");
});

it("learns that the camera was turned off in another tab since it was closed here", async () => {
  let isDeclined = false;
  devices = new Devices({ isDeclined: () => Promise.resolve(isDeclined), keepDeclined: () => undefined });
  await devices.recall();
  await devices.openCamera(false);
  devices.closeAll();
  isDeclined = true;
  await devices.recall();
  expect(devices.look().camera).toBe("declined");
});

it("opens a camera that the person turns on before it is known to have been off", async () => {
  let answer: (isDeclined: boolean) => void = () => undefined;
  const asked = new Promise<boolean>((settle) => (answer = settle));
  devices = new Devices({ isDeclined: () => asked, keepDeclined: () => undefined });
  const recalling = devices.recall();
  await devices.openCamera(false);
  answer(true);
  await recalling;
  expect(devices.look().camera).toBe("on");
});
