import { mediaDevices, type MicrophoneProblem, problemOf } from "../../voice/audio/device";
import { isCameraDeclined, keepCameraDeclined } from "../cameraChoice";

/**
 * `off`: never opened, or closed by us. `declined`: turned off by the person, so it isn't opened again unasked, even
 * after a reload. `ended`: the person ended it in the browser, or the device is gone.
 */
export type DeviceState = "off" | "declined" | "asking" | "on" | "ended" | MicrophoneProblem;
export type Picture = "camera" | "screen";
export type DevicesView = Readonly<Record<Picture, DeviceState>>;

/** Keeps over a reload whether the person turned the camera off. */
export interface CameraChoice {
  isDeclined: () => Promise<boolean>;
  keepDeclined: (isDeclined: boolean) => void;
}

const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
/** Screens are recorded to be read: few frames per second, but sharp ones. */
const SCREEN = { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 5, max: 10 } };
const PATHS = /\/(?:check|practice|room)$/;

/**
 * The devices to record from. They are opened in the check and stay open in the room, so that the browser asks only
 * once.
 */
export class Devices {
  readonly #choice: CameraChoice | null;
  readonly #listeners = new Set<() => void>();
  #view: DevicesView = { camera: "off", screen: "off" };
  readonly #streams = new Map<Picture | "sound", MediaStream>();
  #opening = 0;
  #closed = 0;

  constructor(choice: CameraChoice | null = null) {
    this.#choice = choice;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly look = (): DevicesView => this.#view;

  streamOf(device: Picture | "sound"): MediaStream | null {
    return this.#streams.get(device) ?? null;
  }

  /**
   * Waits until a camera that the person turned off, before a reload or in another tab, is known to be off. A choice
   * made meanwhile counts.
   */
  async recall(): Promise<void> {
    const opening = this.#opening;
    const isDeclined = await this.#choice?.isDeclined();
    if (isDeclined && opening === this.#opening && this.#view.camera === "off") this.#show({ camera: "declined" });
  }

  /** `withSound`: asks for the microphone in the same prompt. If there is none, at least the picture is recorded. */
  async openCamera(withSound: boolean): Promise<void> {
    const media = mediaDevices();
    if (media === null) {
      this.#show({ camera: "insecure" });
      return;
    }
    const opening = ++this.#opening;
    this.#choice?.keepDeclined(false);
    this.#close("camera");
    this.#show({ camera: "asking" });
    try {
      const stream = await (withSound
        ? media.getUserMedia({ video: CAMERA, audio: SOUND }).catch(() => media.getUserMedia({ video: CAMERA }))
        : media.getUserMedia({ video: CAMERA }));
      if (opening !== this.#opening) {
        stopAll(stream);
        return;
      }
      this.#take("camera", new MediaStream(stream.getVideoTracks()));
      if (withSound) this.#put("sound", new MediaStream(stream.getAudioTracks()));
    } catch (error) {
      if (opening === this.#opening) this.#show({ camera: problemOf(error) });
    }
  }

  /** Turns the camera off for the person, with the microphone that was opened for it. */
  declineCamera(): void {
    this.#opening += 1;
    this.#close("camera");
    this.#close("sound");
    this.#choice?.keepDeclined(true);
    this.#show({ camera: "declined" });
  }

  /** Call it from a click: otherwise browsers don't show their list of screens. */
  async openScreen(): Promise<void> {
    const media = mediaDevices();
    if (media === null || !("getDisplayMedia" in media)) {
      this.#show({ screen: "missing" });
      return;
    }
    this.#show({ screen: "asking" });
    const closed = this.#closed;
    const stream = await media.getDisplayMedia({ video: SCREEN, audio: false }).catch(() => null);
    if (closed !== this.#closed) stopAll(stream);
    else if (stream !== null) this.#take("screen", stream);
    // Declined: don't ask again. A screen that was chosen before is still recorded.
    else this.#show({ screen: this.#streams.has("screen") ? "on" : "ended" });
  }

  /** Opens the microphone for the camera's recording, if no spoken interview has it open. */
  async openSound(): Promise<void> {
    if (this.#streams.has("sound")) return;
    const closed = this.#closed;
    const stream = await mediaDevices()
      ?.getUserMedia({ audio: SOUND })
      .catch(() => null);
    if (closed !== this.#closed) stopAll(stream);
    else this.#put("sound", stream ?? new MediaStream());
  }

  closeSound(): void {
    this.#close("sound");
  }

  /** Enables or disables all tracks, so that nothing is captured while nothing is recorded. */
  enable(isOn: boolean): void {
    for (const stream of this.#streams.values()) {
      for (const track of stream.getTracks()) track.enabled = isOn;
    }
  }

  closeAll(): void {
    this.#opening += 1;
    this.#closed += 1; // a device that is chosen after this is closed at once
    for (const device of ["camera", "screen", "sound"] as const) this.#close(device);
    this.#show({ camera: this.#view.camera === "declined" ? "declined" : "off", screen: "off" });
  }

  #take(device: Picture, stream: MediaStream): void {
    this.#put(device, stream);
    for (const track of stream.getTracks()) {
      track.onended = () => {
        if (this.#streams.get(device) !== stream) return;
        this.#close(device);
        this.#show({ [device]: "ended" });
      };
    }
    window.addEventListener("popstate", this.#leftBehind);
    this.#show({ [device]: "on" });
  }

  /** Closes everything when the browser's Back leads to a page that records nothing. */
  readonly #leftBehind = (): void => {
    if (PATHS.test(location.pathname)) return;
    window.removeEventListener("popstate", this.#leftBehind);
    this.closeAll();
  };

  #put(device: Picture | "sound", stream: MediaStream): void {
    this.#close(device);
    this.#streams.set(device, stream);
  }

  #close(device: Picture | "sound"): void {
    stopAll(this.#streams.get(device));
    this.#streams.delete(device);
  }

  #show(part: Partial<DevicesView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

function stopAll(stream: MediaStream | null | undefined): void {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}

/** The devices of this page. */
export const devices = new Devices({
  isDeclined: isCameraDeclined,
  keepDeclined: keepCameraDeclined,
});
