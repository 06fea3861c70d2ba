import type { components } from "../../api/schema";

export type Recording = components["schemas"]["RecordingOut"];
export type Track = Recording["track"];

/** A moment in a file. */
export interface Place {
  recording: Recording;
  seconds: number;
}

interface Said {
  id: string;
  timestamp: string;
  data: Readonly<Record<string, unknown>> | null;
}

/**
 * A message that was said this shortly before recording began, such as the greeting, leads to the beginning of the
 * file.
 */
const NEAR_MILLISECONDS = 10_000;
/** A player may be slightly before the place that it was sent to. */
const TOLERANCE_MILLISECONDS = 250;

/** When a message was said, in milliseconds since 1970: spoken words as they began, typed ones as they were sent. */
export function momentOf({ timestamp, data }: Said, startedAt: string): number {
  const speech = data?.speech as { startMs?: number } | undefined;
  return speech?.startMs === undefined ? Date.parse(timestamp) : Date.parse(startedAt) + speech.startMs;
}

/** Where a moment was recorded, preferably in this track; null if it is in no file. */
export function placeOf(recordings: readonly Recording[], moment: number, track?: Track): Place | null {
  const places = recordings.flatMap((recording) =>
    recording.takes.flatMap(({ startedAt, fromSeconds, seconds }) => {
      if (recording.status !== "READY" || fromSeconds === null || seconds === null) return [];
      const since = moment - Date.parse(startedAt);
      if (since < -NEAR_MILLISECONDS || since >= seconds * 1_000) return [];
      return [{ recording, seconds: fromSeconds + Math.max(0, since) / 1_000, early: Math.max(0, -since) }];
    }),
  );
  const [best] = places.sort(
    (a, b) => a.early - b.early || Number(b.recording.track === track) - Number(a.recording.track === track),
  );
  return best === undefined ? null : { recording: best.recording, seconds: best.seconds };
}

/** The moment at this place of a file, in milliseconds since 1970. */
export function momentAt({ recording, seconds }: Place): number | null {
  const take = recording.takes.findLast(({ fromSeconds }) => fromSeconds !== null && fromSeconds <= seconds);
  return take === undefined ? null : Date.parse(take.startedAt) + (seconds - (take.fromSeconds ?? 0)) * 1_000;
}

/** The message that is being said at a moment, or the last one before it. */
export function messageAt(messages: readonly Said[], moment: number, startedAt: string): string | null {
  const told = messages.map((message) => ({ id: message.id, at: momentOf(message, startedAt) }));
  const before = told.filter(({ at }) => at <= moment + TOLERANCE_MILLISECONDS);
  return before.sort((a, b) => a.at - b.at).at(-1)?.id ?? null;
}

/** The files of a track that can be played, in the order in which they begin. */
export function readyOf(recordings: readonly Recording[], track: Track): Recording[] {
  return recordings.filter((recording) => recording.status === "READY" && recording.track === track);
}

/** The file that continues this one: a recorder that is restarted writes another file. */
export function nextOf(recordings: readonly Recording[], { id, track }: Recording): Recording | undefined {
  const files = readyOf(recordings, track);
  return files[files.findIndex((file) => file.id === id) + 1];
}
