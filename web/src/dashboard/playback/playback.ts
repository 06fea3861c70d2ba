import { createContext, type RefObject, useContext } from "react";

import type { Message } from "../report/useReport";
import type { Place, Recording, Track } from "./places";

/** A place that somebody wants to see. */
export interface Wanted extends Place {
  /** Another one for each time that it is wanted. */
  number: number;
  /** Whether it was asked for at the player, which then has the focus. */
  isByPlayer: boolean;
}

/** The moment that the player is at, in milliseconds since 1970: apart from the rest, because it changes all the time. */
export interface Clock {
  now: () => number | null;
  tell: (moment: number | null) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createClock(): Clock {
  const listeners = new Set<() => void>();
  let moment: number | null = null;
  return {
    now: () => moment,
    tell: (next) => {
      moment = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Where the player is for a wish, and whether it runs: it goes on there when its file is loaded anew. */
export interface Standing {
  seconds: number;
  plays: boolean;
}

export interface Playback {
  recordings: readonly Recording[];
  /** null: nothing was asked for yet, so nothing is loaded, and nobody has watched anything. */
  wanted: Wanted | null;
  media: RefObject<HTMLVideoElement | null>;
  /** The message at the place where the player is. */
  messageId: string | null;
  isPlaying: boolean;
  clock: Clock;
  /** Where a moment can be seen; null: nowhere. */
  findMoment: (moment: number) => Place | null;
  /** Where a message can be seen; null: nowhere. */
  find: (message: Message) => Place | null;
  play: (place: Place, isByPlayer?: boolean) => void;
  /** The same moment, in another track. */
  change: (track: Track) => void;
  pause: () => void;
  /** Goes on where it was paused. */
  resume: () => void;
  /** The player is at another place of its file. */
  tell: (place: Place) => void;
  /** Where a wish stands, after this change. A new one begins at its place. */
  stand: (wanted: Wanted, change?: Partial<Standing>) => Standing;
  setPlaying: (isPlaying: boolean) => void;
}

/** null: nothing was recorded. */
export const PlaybackContext = createContext<Playback | null>(null);

export function usePlaybackHere(): Playback | null {
  return useContext(PlaybackContext);
}
