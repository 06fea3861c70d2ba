import type { RtcAnswer, VoiceClientFrame } from "./frames";
import { Peer, type PeerHooks } from "./peer";

/** After so many losses this page stays with the socket. */
const MOST_LOSSES = 3;

export interface TrackHooks {
  /** A new connection, where there are a loudspeaker and a microphone. */
  connect: (hooks: PeerHooks) => Peer | null;
  /** Whether a microphone is heard now; else silence goes by the track. */
  isHeard: () => boolean;
  tell: (frame: VoiceClientFrame) => void;
  /** The connection stands: it may carry the sound once all that was recorded before has gone by the socket. */
  ready: () => void;
  /** The socket goes on after this piece. */
  resume: (received: number) => void;
  onLevel: (level: number) => void;
}

/**
 * The sound of a line by WebRTC, where the server offers it (docs/voice-protocol.md, section 6). The socket has the
 * sound before, after, and whenever this fails.
 */
export class Track {
  readonly #hooks: TrackHooks;
  #isOffered = false;
  #peer: Peer | null = null;
  /** `connected`: the socket still has the sound; `carrying`: the track has it; `leaving`: the server says who goes on where. */
  #phase: "none" | "asked" | "answered" | "connected" | "carrying" | "leaving" = "none";
  #losses = 0;
  /** The utterance that goes by the track, or 0. */
  #utterance = 0;
  #told = 0;

  constructor(hooks: TrackHooks) {
    this.#hooks = hooks;
  }

  /** Whether the socket must not have the microphone's sound. */
  get hasSound(): boolean {
    return this.#phase === "carrying" || this.#phase === "leaving";
  }

  get isConnected(): boolean {
    return this.#phase === "connected";
  }

  /** The voice is on: whether sound may go by a track. */
  offered(isOffered: boolean): void {
    this.#isOffered = isOffered;
    this.open();
  }

  /** Begins where it can. */
  open(): void {
    if (!this.#isOffered || this.#phase !== "none" || this.#losses >= MOST_LOSSES) return;
    const peer = this.#hooks.connect({
      onConnected: () => {
        if (this.#peer !== peer) return;
        this.#phase = "connected";
        this.#hooks.ready();
      },
      onGone: () => {
        if (this.#peer !== peer) return;
        this.#losses += 1;
        this.leave();
      },
      onLevel: this.#hooks.onLevel,
    });
    if (peer === null) return;
    this.#peer = peer;
    this.#phase = "asked";
    peer.hear(this.#hooks.isHeard());
    const offer = peer.offer().then((sdp) => {
      if (this.#peer === peer) this.#hooks.tell({ type: "rtc", sdp });
    });
    offer.catch(() => {
      if (this.#peer === peer) this.#drop("none");
    });
  }

  /** All pieces up to this one, and no others, went by the socket. */
  begin(number: number): void {
    this.#phase = "carrying";
    this.#told = -1;
    this.mark(number);
  }

  /** Tells how far the microphone is recorded. */
  mark(number: number): void {
    if (this.#phase !== "carrying" || number === this.#told) return;
    this.#told = number;
    this.#hooks.tell({ type: "rtc", number });
  }

  /** The sound goes by the socket again, as soon as the server has said from where. */
  leave(): void {
    if (this.#peer === null) return;
    this.#drop("leaving");
    this.#hooks.tell({ type: "rtc", sdp: null });
  }

  /** The line that it belonged to is gone, and it with it. */
  forget(): void {
    this.#drop("none");
    this.#isOffered = false;
    this.#utterance = 0;
  }

  answered(frame: RtcAnswer): void {
    if (frame.sdp !== null) this.#accept(frame.sdp);
    else if (this.#isAbout(frame.reason)) this.#over(frame);
  }

  /** Where one connection is gone, what was asked of it may still be answered while the next one is on its way. */
  #isAbout(reason: string): boolean {
    if (reason === "asked") return this.#phase === "leaving";
    return reason !== "lost" || (this.#phase !== "none" && this.#phase !== "asked");
  }

  #accept(sdp: string): void {
    const peer = this.#peer;
    if (peer === null || this.#phase !== "asked") return;
    this.#phase = "answered";
    peer.take(sdp).catch(() => {
      this.#losses = MOST_LOSSES;
      if (this.#peer === peer) this.leave();
    });
  }

  #over({ reason, received }: { reason: string; received: number }): void {
    const hadSound = this.hasSound;
    if (reason === "lost" && this.#phase !== "leaving") this.#losses += 1;
    else if (reason !== "asked" && reason !== "lost") this.#losses = MOST_LOSSES;
    this.#drop("none");
    if (hadSound) this.#hooks.resume(received);
    this.open();
  }

  #drop(phase: "none" | "leaving"): void {
    this.#phase = phase;
    this.#peer?.close();
    this.#peer = null;
  }

  // --- the interviewer ---

  /** An utterance begins, on the track or on the socket. */
  begins(utterance: number, isByTrack: boolean): void {
    this.#utterance = isByTrack ? utterance : 0;
    this.#peer?.drown(false);
    this.#peer?.duck(false);
  }

  /** Its rest comes by the socket. */
  goesOnBySocket(utterance: number): void {
    if (utterance === this.#utterance) this.#utterance = 0;
  }

  says(utterance: number): boolean {
    return utterance !== 0 && utterance === this.#utterance;
  }

  /** What it said was heard to its end, or was cut off: its number, once. */
  ended(): number {
    const utterance = this.#utterance;
    this.#utterance = 0;
    return utterance;
  }

  duck(isOn: boolean): void {
    this.#peer?.duck(isOn);
  }

  drown(): void {
    this.#peer?.drown(true);
  }

  hear(isOn: boolean): void {
    this.#peer?.hear(isOn);
  }
}
