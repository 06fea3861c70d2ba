import captureUrl from "./capture.worklet.ts?worker&url";
import { type MicrophoneProblem, openMicrophone } from "./device";
import type { Heard } from "./playback";
import type { PlaybackOrder } from "./playback.worklet";
import playerUrl from "./playback.worklet.ts?worker&url";

/** How long a browser has to start its sound before a press is requested. */
const STARTS_WITHIN = 700;

let shared: Promise<AudioContext> | null = null;
let recorded: MediaStreamAudioDestinationNode | null = null;

/** The page's only sound system. Create it in a click handler, so that it may play from then on. */
export function soundSystem(): Promise<AudioContext> {
  shared ??= make().catch((error: unknown) => {
    shared = null; // the next press tries again to load it
    throw error;
  });
  return shared;
}

async function make(): Promise<AudioContext> {
  const context = new AudioContext({ latencyHint: "interactive" });
  try {
    await Promise.all([context.audioWorklet.addModule(captureUrl), context.audioWorklet.addModule(playerUrl)]);
  } catch (error) {
    void context.close();
    throw error;
  }
  recorded = context.createMediaStreamDestination();
  return context;
}

/** The open microphone's sound, for recording: silent while it is muted or closed. */
export async function recordedSound(): Promise<MediaStream | null> {
  await soundSystem().catch(() => null);
  return recorded?.stream ?? null;
}

/** Starts the sound. Returns whether it plays: without a press on this page, a browser may refuse. */
export async function wake(context: AudioContext): Promise<boolean> {
  const started = context.resume().then(() => true);
  const waited = new Promise<boolean>((settle) => setTimeout(settle, STARTS_WITHIN, false));
  await Promise.race([started, waited]).catch(() => undefined);
  return context.state === "running";
}

export interface Hearing {
  /** The microphone's pieces of 40 ms. */
  onPiece: (pcm: Int16Array, loudness: number) => void;
  /** It was unplugged, or another program took it. `isBack`: it is available again. */
  onLost: (isBack: boolean) => void;
}

/** An open microphone. */
export class Microphone {
  readonly #stream: MediaStream;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #node: AudioWorkletNode;

  private constructor(context: AudioContext, stream: MediaStream, hearing: Hearing) {
    this.#stream = stream;
    this.#source = context.createMediaStreamSource(stream);
    this.#node = new AudioWorkletNode(context, "aural-capture", { numberOfOutputs: 0 });
    this.#node.port.onmessage = ({ data }: MessageEvent<{ pcm: Int16Array; loudness: number }>) => {
      hearing.onPiece(data.pcm, data.loudness);
    };
    this.#source.connect(this.#node);
    if (recorded !== null) this.#source.connect(recorded);
    for (const track of stream.getAudioTracks()) {
      track.onended = track.onmute = () => {
        hearing.onLost(false);
      };
      track.onunmute = () => {
        hearing.onLost(true);
      };
    }
  }

  static async open(
    context: AudioContext,
    id: string | null,
    hearing: Hearing,
  ): Promise<Microphone | MicrophoneProblem> {
    const stream = await openMicrophone(id);
    return typeof stream === "string" ? stream : new Microphone(context, stream, hearing);
  }

  get stream(): MediaStream {
    return this.#stream;
  }

  close(): void {
    this.#source.disconnect();
    this.#node.port.onmessage = null;
    for (const track of this.#stream.getTracks()) {
      track.onended = track.onmute = track.onunmute = null;
      track.stop();
    }
  }
}

/** The interviewer's side of the loudspeaker. */
export class Loudspeaker {
  readonly #node: AudioWorkletNode;

  constructor(context: AudioContext, onHeard: (heard: Heard) => void, onLevel: (level: number) => void) {
    this.#node = new AudioWorkletNode(context, "aural-player", { numberOfInputs: 0, outputChannelCount: [1] });
    this.#node.port.onmessage = ({ data }: MessageEvent<{ heard: Heard } | { level: number }>) => {
      if ("heard" in data) onHeard(data.heard);
      else onLevel(data.level);
    };
    this.#node.connect(context.destination);
  }

  order(order: PlaybackOrder): void {
    this.#node.port.postMessage(order);
  }

  close(): void {
    this.#node.port.onmessage = null;
    this.#node.disconnect();
  }
}

/** Plays the interviewer on the chosen loudspeaker, if the browser supports that. */
export async function playOn(context: AudioContext, id: string): Promise<void> {
  const sink = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  await sink.setSinkId?.(id).catch(() => undefined);
}
