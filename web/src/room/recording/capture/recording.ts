import { waitBefore } from "../../link/connection";
import { newId } from "../../link/ids";
import type { Store } from "../../link/outbox";
import type { RecordedTrack, RecordingOffer } from "../../link/protocol";
import { forgetCamera, tellCamera } from "../../watch/camera";
import { type Calls, now, type Take } from "./calls";
import { watchPicture } from "./covered";
import type { Devices, DeviceState } from "./devices";
import { listEarlier } from "./earlier";
import { type Keeper, locked } from "./keeper";
import { chooseType, TakeRecorder } from "./recorder";
import { type Outcome, Sender, type StopReason } from "./sender";

export interface RecordingView {
  /** The tracks that the person agreed to; null until the server has said so. */
  agreed: readonly RecordedTrack[] | null;
  /** The tracks that are being recorded. */
  running: readonly RecordedTrack[];
  /** Why a track is no longer recorded. */
  stopped: Readonly<Partial<Record<RecordedTrack, StopReason>>>;
  camera: DeviceState;
  screen: DeviceState;
  /** Whether the interview's clock is running. */
  isOn: boolean;
  /** Bytes that were recorded but not acknowledged: now, and at most since the interview ended. */
  unsent: number;
  unsentAtEnd: number;
  /** Whether a take hasn't ended on the server yet; null if there was none. */
  isSending: boolean | null;
  /** Whether nothing of the recording was given up before it was sent. */
  isWhole: boolean;
  /** Whether it is known which takes earlier pages have left in this browser. */
  isListed: boolean;
  isOver: boolean;
}

export interface Around {
  calls: Calls;
  /** Fails if this browser can store nothing. Then nothing is recorded, either. */
  keeper: () => Promise<Keeper>;
  devices: Devices;
  store: Store;
  /** The microphone of a spoken interview. */
  spokenSound: () => Promise<MediaStream | null>;
  /** Ends early if the network comes back. */
  wait: (milliseconds: number) => Promise<void>;
}

interface Run {
  source: readonly MediaStream[];
  recorder: TakeRecorder;
  sender: Sender;
}

/** The states of the camera that change what is reported about it. */
const REPORTED: ReadonlySet<DeviceState> = new Set<DeviceState>(["on", "off", "declined", "ended"]);

/**
 * The recording of one session on this page. It begins and ends takes according to the interview, the devices and the
 * person, and sends what is stored, including by earlier pages. The interview never waits for it.
 */
export class Recording {
  readonly #offer: RecordingOffer;
  readonly #session: string;
  readonly #around: Around;
  readonly #listeners = new Set<() => void>();
  readonly #runs = new Map<RecordedTrack, Run>();
  readonly #senders = new Set<Sender>();
  readonly #refusedTypes = new Set<string>();
  #isSpoken: boolean;
  #keeper: Keeper | null = null;
  #isLeft = false;
  #isWatched = false;
  #isCovered = false;
  #updating: Promise<void> = Promise.resolve();
  #forgetPicture: (() => void) | null = null;
  #forgetDevices: (() => void) | null = null;
  #view: RecordingView;

  /** `isSpoken`: the interview has its own microphone. */
  constructor(offer: RecordingOffer, session: string, isSpoken: boolean, around: Around) {
    this.#offer = offer;
    this.#session = session;
    this.#isSpoken = isSpoken;
    this.#around = around;
    const { camera, screen } = around.devices.look();
    const none = { running: [], stopped: {}, isOn: false, unsent: 0, unsentAtEnd: 0, isSending: null };
    this.#view = { agreed: null, camera, screen, ...none, isWhole: true, isListed: false, isOver: false };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly look = (): RecordingView => this.#view;

  get camera(): MediaStream | null {
    return this.#around.devices.streamOf("camera");
  }

  async start(): Promise<void> {
    this.#forgetDevices = this.#around.devices.subscribe(this.#devicesChanged);
    // Opened or turned off before the interview: what an earlier page reported is over.
    if (["on", "declined"].includes(this.#around.devices.look().camera)) tellCamera("on");
    const keeper = await this.#around.keeper().catch(() => null);
    // Before the server is asked, which may be out of reach: the page says when it can be closed.
    if (keeper !== null) await this.#adoptAll(keeper);
    this.#show({ isListed: true });
    const tracks = await this.#agreed();
    await this.#around.devices.recall();
    if (this.#isLeft) return;
    if (keeper === null) this.#stopAll("storage", tracks);
    else this.#keeper = keeper;
    if (this.#around.store.getItem(this.#stopKey) !== null) {
      tellCamera("on");
      this.#stopAll("person", tracks);
    }
    this.#show({ agreed: tracks });
    this.#openCamera();
    this.#update();
  }

  /** Sets whether the interview's clock is running. Only then is anything recorded. */
  turn(isOn: boolean): void {
    if (isOn === this.#view.isOn || this.#view.isOver) return;
    this.#show({ isOn });
    this.#openCamera();
    this.#update();
  }

  /** `isWatched`: a dark picture is reported. */
  know(isSpoken: boolean, isWatched: boolean): void {
    if (isSpoken === this.#isSpoken && isWatched === this.#isWatched) return;
    this.#isSpoken = isSpoken;
    this.#isWatched = isWatched;
    this.#watch();
    this.#update();
  }

  openScreen(): void {
    void this.#around.devices.openScreen();
  }

  openCamera(): void {
    void this.#around.devices.openCamera(!this.#isSpoken);
  }

  /** The person stops the recording for this session, even after a reload. */
  stop(): void {
    this.#around.store.setItem(this.#stopKey, "person");
    this.#stopAll("person", this.#view.agreed ?? []);
    this.#around.devices.closeAll();
    this.#update();
  }

  /** The interview is over: sends what is left. */
  finish(): void {
    if (this.#view.isOver) return;
    this.#show({ isOn: false, isOver: true });
    this.#around.store.removeItem(this.#stopKey);
    this.#update();
    void this.#updating.then(() => {
      this.#around.devices.closeAll();
      this.#show({ unsentAtEnd: this.#view.unsent });
    });
  }

  /** Ends recording on this page. Stored bytes are still sent while the page is open, or else by the next page. */
  leave(): void {
    this.#isLeft = true;
    this.#forgetDevices?.();
    forgetCamera();
    this.#update();
    void this.#updating.then(() => {
      this.#around.devices.closeAll();
    });
  }

  get #stopKey(): string {
    return `aural.room.${this.#session}.recording`;
  }

  /** Asks until there is an answer: without one, it isn't known what the person agreed to. */
  async #agreed(): Promise<RecordedTrack[]> {
    for (let attempt = 0; !this.#isLeft; attempt++) {
      const tracks = await this.#around.calls.agreed().catch(() => null);
      if (tracks !== null) return tracks;
      await this.#around.wait(waitBefore(attempt, Math.random()));
    }
    return [];
  }

  #openCamera(): void {
    const { agreed, isOn, stopped, camera } = this.#view;
    if (isOn && agreed?.includes("camera") && !stopped.camera && camera === "off") this.openCamera();
  }

  readonly #devicesChanged = (): void => {
    const { camera, screen } = this.#around.devices.look();
    const was = this.#view.camera;
    this.#show({ camera, screen });
    if (was !== camera && REPORTED.has(camera) && !this.#view.isOver) {
      this.#isCovered = false;
      // A person may stop the recording or turn the camera off, also after the picture broke off: that ends the state.
      tellCamera(camera === "ended" ? "interrupted" : "on");
    }
    this.#watch();
    this.#update();
  };

  #watch(): void {
    this.#forgetPicture?.();
    const { camera } = this;
    const isWatched = this.#isWatched && camera !== null && !this.#isLeft && this.#view.isOn;
    this.#forgetPicture = isWatched
      ? watchPicture(camera, this.#isCovered, (isCovered) => {
          this.#isCovered = isCovered;
          tellCamera(isCovered ? "covered" : "on");
        })
      : null;
  }

  /** Starts and stops recorders as currently needed, one change after the other. */
  #update(): void {
    this.#updating = this.#updating.then(() => this.#reconcile()).catch(() => undefined);
  }

  async #reconcile(): Promise<void> {
    const { isOn } = this.#view;
    this.#around.devices.enable(isOn);
    for (const track of this.#offer.tracks) {
      const source = await this.#sourceOf(track);
      const run = this.#runs.get(track);
      if (run !== undefined && (source === null || !isSame(run.source, source))) await this.#endRun(track, run);
      if (source !== null && !this.#runs.has(track)) await this.#beginRun(track, source);
    }
    this.#showRunning();
    this.#watch();
  }

  /** The streams to record a track from now; null if it must not be recorded. */
  async #sourceOf(track: RecordedTrack): Promise<MediaStream[] | null> {
    const { agreed, isOn, stopped } = this.#view;
    if (this.#isLeft || !isOn || this.#keeper === null || !agreed?.includes(track) || stopped[track]) return null;
    const { devices } = this.#around;
    if (track === "audio") {
      // The camera's recording contains the voice.
      const isHeard = agreed.includes("camera") && !stopped.camera && devices.streamOf("camera") !== null;
      const voice = this.#isSpoken && !isHeard ? await this.#around.spokenSound() : null;
      return voice && [voice];
    }
    const picture = devices.streamOf(track);
    if (picture === null || track === "screen") return picture && [picture];
    const sound = await this.#soundOfCamera();
    return sound === null ? [picture] : [picture, sound];
  }

  async #soundOfCamera(): Promise<MediaStream | null> {
    const { devices } = this.#around;
    if (this.#isSpoken) {
      devices.closeSound();
      return this.#around.spokenSound();
    }
    await devices.openSound();
    return devices.streamOf("sound");
  }

  async #beginRun(track: RecordedTrack, source: readonly MediaStream[]): Promise<void> {
    const keeper = this.#keeper;
    const mimeType = chooseType(track, this.#offer.types, this.#refusedTypes);
    if (keeper === null) return;
    if (mimeType === null) {
      this.#stopTrack(track, "type");
      return;
    }
    const take: Take = { id: newId(), session: this.#session, track, mimeType, at: now() };
    try {
      await keeper.begin(take);
    } catch {
      this.#stopTrack(track, "storage");
      return;
    }
    try {
      const sender = this.#senderOf(keeper, take, 0);
      let size = 0;
      const keep = async (bytes: ArrayBuffer) => {
        await keeper.add(take.id, size, bytes);
        size += bytes.byteLength;
        sender.grow(size);
        this.#showUnsent();
      };
      const stream = new MediaStream(source.flatMap((one) => one.getTracks()));
      take.at = now();
      const recorder = new TakeRecorder(track, stream, mimeType, keep, () => {
        this.#show({ isWhole: false });
        this.#stopTrack(track, "storage");
        this.#update();
      });
      this.#runs.set(track, { source, recorder, sender });
      void this.#send(keeper, sender);
    } catch {
      this.#stopTrack(track, "fault"); // the browser's own recorder doesn't start
    }
  }

  async #endRun(track: RecordedTrack, run: Run): Promise<void> {
    const { recorder, sender } = run;
    // Another caller may have ended it first, and another run may have taken its place.
    if (this.#runs.get(track) === run) this.#runs.delete(track);
    await recorder.stop();
    sender.complete();
  }

  #senderOf(keeper: Keeper, take: Take, size: number): Sender {
    const { calls, wait } = this.#around;
    const onMove = () => {
      this.#showUnsent();
    };
    return new Sender(take, size, this.#offer.maxSliceBytes, { calls, keeper, wait, onMove });
  }

  async #send(keeper: Keeper, sender: Sender): Promise<void> {
    this.#senders.add(sender);
    this.#showUnsent();
    const outcome = await locked(sender.take.id, () => sender.run());
    this.#senders.delete(sender);
    // The bytes that its recorder still records are lost, too.
    const isRecorded = this.#runs.get(sender.take.track)?.sender === sender;
    if (outcome !== "sent" && (sender.lost > 0 || isRecorded)) this.#show({ isWhole: false });
    this.#showUnsent();
    this.#react(keeper, sender, outcome);
  }

  #react(keeper: Keeper, sender: Sender, outcome: Outcome): void {
    const { id, session, track, mimeType } = sender.take;
    const run = this.#runs.get(track);
    if (outcome !== "sent" && outcome !== "broken" && session === this.#session) {
      if (outcome === "type") this.#refusedTypes.add(mimeType);
      const isLast = outcome !== "type" || chooseType(track, this.#offer.types, this.#refusedTypes) === null;
      if (isLast) this.#stopTrack(track, outcome);
    }
    if (run?.sender !== sender) return;
    // Its recorder is still running. If recording is still allowed, another take follows.
    this.#updating = this.#updating.then(async () => {
      await this.#endRun(track, run);
      await keeper.forget(id).catch(() => undefined);
    });
    this.#update();
  }

  /** Begins to send the takes that earlier pages have stored. None is touched while its page is still open. */
  async #adoptAll(keeper: Keeper): Promise<void> {
    const own = (await keeper.all().catch(() => [])).filter(({ session }) => session === this.#session);
    await this.#adopt(keeper, own);
    void listEarlier(keeper, this.#around.calls, this.#session).then((takes) => this.#adopt(keeper, takes));
  }

  async #adopt(keeper: Keeper, takes: readonly Take[]): Promise<void> {
    for (const take of takes) {
      const size = await keeper.sizeOf(take.id).catch(() => 0);
      if (this.#isLeft) return;
      const sender = this.#senderOf(keeper, take, size);
      sender.complete();
      void this.#send(keeper, sender);
    }
  }

  #stopAll(reason: StopReason, tracks: readonly RecordedTrack[]): void {
    for (const track of tracks) this.#stopTrack(track, reason);
  }

  #stopTrack(track: RecordedTrack, reason: StopReason): void {
    this.#show({ stopped: { [track]: reason, ...this.#view.stopped } });
  }

  #showRunning(): void {
    const running = this.#offer.tracks.filter((track) => this.#runs.has(track));
    if (running.join() !== this.#view.running.join()) this.#show({ running });
  }

  #showUnsent(): void {
    const unsent = [...this.#senders].reduce((sum, sender) => sum + sender.unsent, 0);
    const isSending = this.#senders.size > 0;
    const unsentAtEnd = Math.max(this.#view.isOver ? unsent : 0, this.#view.unsentAtEnd);
    if (unsent !== this.#view.unsent || isSending !== this.#view.isSending)
      this.#show({ unsent, isSending, unsentAtEnd });
  }

  #show(part: Partial<RecordingView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

function isSame(before: readonly MediaStream[], after: readonly MediaStream[]): boolean {
  return before.length === after.length && before.every((stream, at) => stream === after[at]);
}
