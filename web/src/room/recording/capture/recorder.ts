import type { RecordedTrack } from "../../link/protocol";

const SLICE_MILLISECONDS = 1_000;

/** The types of each track, in the order in which they are tried. */
const TYPES: Record<RecordedTrack, readonly string[]> = {
  camera: ["video/webm;codecs=vp8,opus", "video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4"],
  screen: ["video/webm;codecs=vp8", "video/mp4;codecs=avc1.42E01E", "video/mp4"],
  audio: ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"],
};

/** How often to record a key frame, if the browser supports that. Players can only seek to key frames. */
const WHOLE_PICTURES = { videoKeyFrameIntervalDuration: 5_000 };

/** About 8 MB per minute for the camera, and half of that for a screen on which little moves. */
const OPTIONS: Record<RecordedTrack, MediaRecorderOptions> = {
  camera: { videoBitsPerSecond: 1_000_000, audioBitsPerSecond: 48_000, ...WHOLE_PICTURES },
  screen: { videoBitsPerSecond: 600_000, ...WHOLE_PICTURES },
  audio: { audioBitsPerSecond: 48_000 },
};

/** The best type that both sides support; null if there is none. */
export function chooseType(
  track: RecordedTrack,
  taken: readonly string[],
  refused: ReadonlySet<string>,
): string | null {
  if (!("MediaRecorder" in window)) return null;
  const isFine = (type: string) => taken.includes(type.split(";")[0] ?? "") && !refused.has(type);
  return TYPES[track].find((type) => isFine(type) && MediaRecorder.isTypeSupported(type)) ?? null;
}

/**
 * One run of the browser's recorder. Its slices are stored one after the other: the next one waits until this one is
 * stored.
 */
export class TakeRecorder {
  readonly #recorder: MediaRecorder;
  readonly #stopped: Promise<void>;
  #last: Promise<void> = Promise.resolve();

  /** `keep` receives each slice. `onBroken` is called if one could not be stored or the recorder failed. */
  constructor(
    track: RecordedTrack,
    stream: MediaStream,
    mimeType: string,
    keep: (bytes: ArrayBuffer) => Promise<void>,
    onBroken: () => void,
  ) {
    this.#recorder = new MediaRecorder(stream, { mimeType, ...OPTIONS[track] });
    this.#recorder.ondataavailable = ({ data }) => {
      if (data.size === 0) return;
      this.#last = this.#last.then(async () => {
        await keep(await data.arrayBuffer());
      });
      this.#last.catch(onBroken);
    };
    this.#stopped = new Promise((settle) => {
      this.#recorder.onstop = () => {
        settle();
      };
    });
    this.#recorder.onerror = onBroken;
    this.#recorder.start(SLICE_MILLISECONDS);
  }

  /** Stops. Resolves once the last slice is stored or could not be stored. */
  async stop(): Promise<void> {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    await this.#stopped;
    await this.#last.catch(() => undefined);
  }
}
