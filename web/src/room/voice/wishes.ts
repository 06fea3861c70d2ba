import type { Interview } from "../link/protocol";
import { keptStore } from "../link/storage";
import { tabStore } from "../link/tabStore";

/** Whether the interview can be spoken. */
export function speaks(interview: Interview | null): boolean {
  return interview?.channels?.includes("voice") === true;
}

/** A person's preferences for voice, stored in this browser. */
export interface VoiceWishes {
  microphone: string | null;
  loudspeaker: string | null;
  /** The interviewer's pace. */
  speed: number;
  pushToTalk: boolean | null;
  captions: "off" | "normal" | "large" | "larger";
}

const KEY = "aural.voice.wishes";

export const USUAL: VoiceWishes = {
  microphone: null,
  loudspeaker: null,
  speed: 1,
  pushToTalk: null,
  captions: "normal",
};

export function readWishes(): VoiceWishes {
  try {
    const kept = JSON.parse(keptStore().getItem(KEY) ?? "{}") as Partial<VoiceWishes>;
    return { ...USUAL, ...kept };
  } catch {
    return USUAL;
  }
}

export function writeWishes(wishes: VoiceWishes): void {
  keptStore().setItem(KEY, JSON.stringify(wishes));
}

const MODE = (slug: string) => `aural.voice.mode.${slug}`;

export type Mode = "voice" | "typing";

/** How this tab takes part in an interview; null until that is chosen. */
export function readMode(slug: string): Mode | null {
  const kept = tabStore().getItem(MODE(slug));
  return kept === "voice" || kept === "typing" ? kept : null;
}

export function writeMode(slug: string, mode: Mode): void {
  tabStore().setItem(MODE(slug), mode);
}

export function forgetMode(slug: string): void {
  tabStore().removeItem(MODE(slug));
}

const HEARD = (sessionId: string) => `aural.voice.pipeline.heard.${sessionId}`;

/**
 * The last message of the interviewer that was heard to its end in this browser. It isn't said again after a reload,
 * nor in the tab that continues after a crash. That tab also finds the sound of an unfinished answer.
 */
export function readHeard(sessionId: string): number {
  return Number(keptStore().getItem(HEARD(sessionId)) ?? 0);
}

export function writeHeard(sessionId: string, seq: number): void {
  keptStore().setItem(HEARD(sessionId), String(seq));
}

export function forgetHeard(sessionId: string): void {
  keptStore().removeItem(HEARD(sessionId));
}
