import { createContext, type RefObject, useContext } from "react";

import type { Message } from "../report/useReport";
import type { Place, Recording, Track } from "./places";

/** A place that someone has asked to play. */
export interface Wanted extends Place {
  /** A new number for each request. */
  number: number;
  /** Whether it was requested in the player, which then gets the focus. */
  isByPlayer: boolean;
}

/**
 * The moment that the player is at, in milliseconds since 1970. It is separate from the rest because it changes
 * constantly.
 */
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

/** Where the player is, and whether it is playing. If its file is loaded again, it continues there. */
export interface Standing {
  seconds: number;
  plays: boolean;
}

export interface Playback {
  recordings: readonly Recording[];
  /** null until something is requested: nothing is loaded, and nothing counts as viewed. */
  wanted: Wanted | null;
  media: RefObject<HTMLVideoElement | null>;
  /** The message at the player's position. */
  messageId: string | null;
  isPlaying: boolean;
  clock: Clock;
  /** Where a moment can be played; null if nowhere. */
  findMoment: (moment: number) => Place | null;
  /** Where a message can be played; null if nowhere. */
  find: (message: Message) => Place | null;
  play: (place: Place, isByPlayer?: boolean) => void;
  /** Switches to another track at the same moment. */
  change: (track: Track) => void;
  pause: () => void;
  /** Continues where it was paused. */
  resume: () => void;
  /** Called when the player has moved to another place of its file. */
  tell: (place: Place) => void;
  /** The player's position for a request after this change. A new request begins at its place. */
  stand: (wanted: Wanted, change?: Partial<Standing>) => Standing;
  setPlaying: (isPlaying: boolean) => void;
}

/** null if nothing was recorded. */
export const PlaybackContext = createContext<Playback | null>(null);

export function usePlaybackHere(): Playback | null {
  return useContext(PlaybackContext);
}
