import { DUCKED, RAMP_SECONDS } from "./playback";
import { loudness } from "./resampler";

const LEVEL_EVERY = 50;
/** Without any server to ask, a browser knows its own addresses at once; one that never says so is not waited for. */
const GATHERS_WITHIN = 2_000;
const OVER: readonly RTCPeerConnectionState[] = ["failed", "closed", "disconnected"];

export interface PeerHooks {
  onConnected: () => void;
  /** It was there, or was tried, and is gone. */
  onGone: () => void;
  onLevel: (level: number) => void;
}

/** One peer connection: the microphone on its way out, the interviewer through a volume of its own to the loudspeaker. */
export class Peer {
  readonly #connection = new RTCPeerConnection();
  readonly #own: MediaStreamTrack[];
  readonly #gain: GainNode;
  readonly #context: AudioContext;
  readonly #closing = new AbortController();
  #isDucked = false;
  #isDrowned = false;

  constructor(context: AudioContext, microphone: MediaStream, hooks: PeerHooks) {
    this.#context = context;
    this.#gain = context.createGain();
    this.#gain.connect(context.destination);
    // Of its own: what it may send is silenced without silencing what is recorded.
    this.#own = microphone.getAudioTracks().map((track) => track.clone());
    for (const track of this.#own) this.#connection.addTrack(track, microphone);
    const { signal } = this.#closing;
    this.#connection.addEventListener(
      "track",
      ({ track }) => {
        this.#play(track, hooks.onLevel);
      },
      { signal },
    );
    const changed = () => {
      const { connectionState } = this.#connection;
      if (connectionState === "connected") hooks.onConnected();
      else if (OVER.includes(connectionState)) hooks.onGone();
    };
    this.#connection.addEventListener("connectionstatechange", changed, { signal });
  }

  /** With all its addresses. */
  async offer(): Promise<string> {
    const gathered = new Promise<void>((settle) => {
      this.#connection.onicegatheringstatechange = () => {
        if (this.#connection.iceGatheringState === "complete") settle();
      };
      setTimeout(settle, GATHERS_WITHIN);
    });
    await this.#connection.setLocalDescription();
    await gathered;
    return this.#connection.localDescription?.sdp ?? "";
  }

  take(sdp: string): Promise<void> {
    return this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** Whether the microphone is heard; else silence is sent. */
  hear(isOn: boolean): void {
    for (const track of this.#own) track.enabled = isOn;
  }

  duck(isOn: boolean): void {
    this.#isDucked = isOn;
    this.#turn();
  }

  /** The candidate does not listen any more, whatever is still on its way. */
  drown(isOn: boolean): void {
    this.#isDrowned = isOn;
    this.#turn();
  }

  close(): void {
    this.#closing.abort();
    this.#connection.close();
    this.#gain.disconnect();
    for (const track of this.#own) track.stop();
  }

  #turn(): void {
    const aim = this.#isDrowned ? 0 : this.#isDucked ? DUCKED : 1;
    this.#gain.gain.setTargetAtTime(aim, this.#context.currentTime, RAMP_SECONDS / 3);
  }

  #play(track: MediaStreamTrack, onLevel: (level: number) => void): void {
    const stream = new MediaStream([track]);
    // Chromium lets the sound of a peer flow only where an element plays it, too.
    const element = new Audio();
    element.muted = true;
    element.srcObject = stream;
    const analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(this.#gain);
    this.#gain.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      onLevel(loudness(samples));
    }, LEVEL_EVERY);
    this.#closing.signal.addEventListener("abort", () => {
      clearInterval(timer);
      element.srcObject = null;
    });
  }
}
