import { call, get, postTo } from "../../link/http";
import { sessionHeader } from "../../link/shownSession";
import type { RecordedTrack } from "../../link/protocol";

/** A slice that hasn't arrived by then is sent again. */
const GIVEN_UP_AFTER = 60_000;

/** One run of a recorder. `at`: when it began, by this browser's clock, in milliseconds since the epoch. */
export interface Take {
  id: string;
  session: string;
  track: RecordedTrack;
  mimeType: string;
  at: number;
}

/** How much of a take the server has. */
export interface HeldTake {
  offset: number;
}

/**
 * The calls of docs/recording-protocol.md. Each fails with a RoomError. Those about a take name its session: a retake may
 * begin on this page while the rest of the earlier session's takes is still being sent.
 */
export interface Calls {
  /** The tracks that were offered and agreed to. */
  agreed: () => Promise<RecordedTrack[]>;
  /** The ids of the session's takes that the server has and that haven't ended. */
  unended: (session: string) => Promise<string[]>;
  begin: (take: Take) => Promise<HeldTake>;
  send: (take: Take, offset: number, bytes: Uint8Array<ArrayBuffer>) => Promise<HeldTake>;
  end: (take: Take, bytes: number) => Promise<HeldTake>;
}

const PATH = "/room/v1/recordings";

interface ListedTake {
  take: string;
  isEnded: boolean;
}

export function callsOf(slug: string): Calls {
  return {
    agreed: async () => (await get<{ tracks: RecordedTrack[] }>(PATH, slug)).tracks,
    unended: async (session) => {
      const path = `${PATH}?slug=${encodeURIComponent(slug)}`;
      const { takes } = await call<{ takes: ListedTake[] }>(path, { method: "GET", headers: sessionHeader(session) });
      return takes.filter(({ isEnded }) => !isEnded).map(({ take }) => take);
    },
    begin: ({ id, session, track, mimeType, at }) => {
      const ageMs = Math.max(0, Math.round(now() - at));
      return postTo(session, PATH, { slug, take: id, track, mimeType, ageMs });
    },
    send: async ({ id, session }, offset, bytes) =>
      call(`${PATH}/${id}?slug=${encodeURIComponent(slug)}`, {
        method: "PATCH",
        headers: {
          ...sessionHeader(session),
          "Content-Type": "application/offset+octet-stream",
          "Content-Digest": `sha-256=:${await digestOf(bytes)}:`,
          "Upload-Offset": String(offset),
        },
        body: bytes,
        signal: AbortSignal.timeout(GIVEN_UP_AFTER),
      }),
    end: ({ id, session }, bytes) => postTo(session, `${PATH}/${id}/end`, { slug, bytes }),
  };
}

/** Milliseconds since the epoch, by a clock that can't be changed while the page is open. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}
