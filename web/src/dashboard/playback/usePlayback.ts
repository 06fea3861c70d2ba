import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";

import { api, take } from "../../api/client";
import { key } from "../data/keys";
import type { Session } from "../report/useReport";
import { createClock, type Playback, type Wanted } from "./playback";
import { messageAt, momentAt, momentOf, type Place, placeOf, readyOf, type Recording, type Track } from "./places";

const WAIT_MILLISECONDS = 5_000;
const NONE: readonly Recording[] = [];

export function useRecordings(sessionId: string) {
  return useQuery({
    queryKey: key("session", sessionId, "recordings"),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/sessions/{id}/recordings", { params: { path: { id: sessionId } }, signal }))).data,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ status }) => status === "OPEN" || status === "JOINING") ? WAIT_MILLISECONDS : false,
  });
}

/** Which part of a session is being played, and where in the transcript that is. */
export function usePlayback(session: Session, recordings: readonly Recording[] = NONE): Playback {
  const media = useRef<HTMLVideoElement>(null);
  const standing = useRef({ number: 0, seconds: 0, plays: true });
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [messageId, setMessageId] = useState<string | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [clock] = useState(createClock);
  return useMemo(() => {
    const { messages, startedAt } = session;
    const tell = (place: Place) => {
      const moment = momentAt(place);
      clock.tell(moment);
      setMessageId(moment === null ? null : messageAt(messages, moment, startedAt));
    };
    const play = (place: Place, isByPlayer = false) => {
      setWanted((before) => ({ ...place, number: (before?.number ?? 0) + 1, isByPlayer }));
      tell(place);
    };
    return {
      recordings,
      wanted,
      media,
      messageId,
      isPlaying,
      clock,
      tell,
      play,
      setPlaying,
      stand: ({ number, seconds }, change) => {
        if (standing.current.number < number) standing.current = { number, seconds, plays: true };
        if (standing.current.number === number) Object.assign(standing.current, change);
        return standing.current;
      },
      findMoment: (moment) => placeOf(recordings, moment, wanted?.recording.track),
      find: (message) => placeOf(recordings, momentOf(message, startedAt), wanted?.recording.track),
      change: (track: Track) => {
        const seconds = media.current?.currentTime ?? 0;
        const moment = wanted === null ? null : momentAt({ recording: wanted.recording, seconds });
        const files = readyOf(recordings, track);
        const [first] = files;
        const place = moment === null ? null : placeOf(files, moment, track);
        if (first !== undefined) play(place ?? { recording: first, seconds: 0 }, true);
      },
      pause: () => {
        media.current?.pause();
      },
      resume: () => {
        media.current?.play().catch(() => undefined);
      },
    };
  }, [session, recordings, wanted, messageId, isPlaying, clock]);
}
