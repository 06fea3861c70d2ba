import type { Message } from "../link/protocol";
import type { ServerState, VoiceFrame } from "./frames";

/** The state of the microphone. `held`: the storage for waiting sound is full. `waiting`: for a press. */
export type Microphone =
  "closed" | "asking" | "open" | "lost" | "blocked" | "missing" | "insecure" | "waiting" | "held";

/** The words of one turn, as recognized so far. */
export interface SpokenWords {
  text: string;
  isFinal: boolean;
}

/** Everything that the room shows of a spoken interview. */
export interface VoiceModel {
  /** `starting`: requested, but the server hasn't answered yet. */
  phase: "off" | "starting" | "on" | "full" | "failed";
  microphone: Microphone;
  isMuted: boolean;
  pushToTalk: boolean;
  /** Push-to-talk: the button is held. */
  isHeld: boolean;
  server: ServerState | null;
  /** When the server's state last changed. */
  since: number;
  /** When the candidate was last heard, or when their turn began. */
  heardAt: number;
  /** Whether the interviewer has a voice here. Otherwise, its words are shown as text. */
  speaks: boolean;
  /** The words that the interviewer is saying. */
  saying: string | null;
  caption: SpokenWords | null;
  /** The turns that have ended but aren't in the transcript yet, in order. Null for a turn without captions. */
  ended: readonly (SpokenWords | null)[];
  /** Whether the answer of the last turn is in the transcript. */
  isStored: boolean;
  /** From the end of a turn to the first sound of the reply, in milliseconds, as measured by the server. */
  delay: number | null;
}

export const NO_VOICE: VoiceModel = {
  phase: "off",
  microphone: "closed",
  isMuted: false,
  pushToTalk: false,
  isHeld: false,
  server: null,
  since: 0,
  heardAt: 0,
  speaks: true,
  saying: null,
  caption: null,
  ended: [],
  isStored: true,
  delay: null,
};

/** The changes to voice on this page, as reported by the driver. */
export type VoiceEvent =
  | { type: "voice_wanted"; pushToTalk: boolean }
  | { type: "voice_left" }
  | { type: "microphone"; is: Microphone }
  | { type: "muted"; isOn: boolean }
  | { type: "held"; isOn: boolean }
  | { type: "drowned" };

export function act(voice: VoiceModel, event: VoiceEvent, now: number): VoiceModel {
  switch (event.type) {
    case "voice_wanted":
      return { ...voice, phase: "starting", pushToTalk: event.pushToTalk, heardAt: now };
    case "voice_left":
      return NO_VOICE;
    case "microphone":
      return { ...voice, microphone: event.is, heardAt: now };
    case "muted":
      return { ...voice, isMuted: event.isOn, heardAt: now };
    case "held":
      return { ...voice, isHeld: event.isOn, heardAt: now };
    case "drowned":
      return { ...voice, saying: null };
  }
}

/** Applies a frame of the server. Frames are ignored before voice is requested and after it is left. */
export function hear(voice: VoiceModel, frame: VoiceFrame, now: number): VoiceModel {
  if (voice.phase === "off" || (isRefused(voice) && frame.type !== "voice")) return voice;
  switch (frame.type) {
    case "voice":
      return answered(voice, frame, now);
    case "state":
      return frame.state === voice.server ? voice : entered(voice, frame.state, now);
    case "utterance":
      return { ...voice, saying: frame.text };
    case "caption":
      return captioned(voice, { text: frame.text, isFinal: frame.final }, now);
    case "turn_end":
      return { ...voice, isStored: false, ended: [...voice.ended, openWords(voice)] };
    case "kept":
      return voice.isStored ? voice : settled(voice);
    case "nothing_heard":
      return { ...settled(voice), caption: null, heardAt: now };
    case "level":
      return { ...voice, delay: frame.milliseconds };
    default:
      return voice;
  }
}

function answered(voice: VoiceModel, frame: Extract<VoiceFrame, { type: "voice" }>, now: number): VoiceModel {
  // Turns that aren't stored are sent again, and end again.
  if (frame.on) return { ...voice, phase: "on", speaks: frame.speaks, heardAt: now, ended: [] };
  if (frame.reason === "asked" || frame.reason === "elsewhere") return voice;
  // The caption stays: it is what the candidate can see of an answer that isn't stored.
  return { ...voice, phase: frame.reason === "full" ? "full" : "failed", server: null, saying: null };
}

function captioned(voice: VoiceModel, caption: SpokenWords, now: number): VoiceModel {
  // The final words come in the order of the turns, and each after its turn has ended.
  const ended = caption.isFinal ? voice.ended.map((words, at) => (at === 0 ? caption : words)) : voice.ended;
  const isLate = caption.isFinal && openWords(voice) !== null; // the next turn has begun
  return { ...voice, caption: isLate ? voice.caption : caption, ended, heardAt: now };
}

/** The oldest turn that had ended is in the transcript, or had no words. */
function settled(voice: VoiceModel): VoiceModel {
  return { ...voice, isStored: true, ended: voice.ended.slice(1) };
}

/** Whether the server has ended voice. It may still send frames, which no longer matter. */
function isRefused({ phase }: VoiceModel): boolean {
  return phase === "full" || phase === "failed";
}

/** Whether the server waits for the candidate's words, so that no turn before them is left to store. */
export function isOpenTurn(server: ServerState | null): boolean {
  return server === "listening" || server === "minute" || server === "closing" || server === "muted";
}

/** The words of the turn that hasn't ended. */
export function openWords({ caption, ended }: VoiceModel): SpokenWords | null {
  return caption === null || caption.isFinal || ended.includes(caption) ? null : caption;
}

/** Whether something that was said isn't in the transcript, as far as the page knows. */
export function isUnstored(voice: VoiceModel): boolean {
  return voice.phase !== "off" && (openWords(voice) !== null || voice.ended.length > 0);
}

function entered(voice: VoiceModel, server: ServerState, now: number): VoiceModel {
  const caption = server === "speaking" ? null : voice.caption;
  const saying = server === "speaking" ? voice.saying : null;
  const ended = isOpenTurn(server) ? [] : voice.ended;
  return { ...voice, server, since: now, heardAt: now, caption, ended, saying };
}

/** Notes that the spoken answer is in the transcript. */
export function stored(voice: VoiceModel, message: Message): VoiceModel {
  return message.data?.speech === undefined ? voice : settled(voice);
}

/** The connection is open again: what the server reported before is no longer valid. */
export function reopened(voice: VoiceModel): VoiceModel {
  return voice.phase === "off" ? voice : { ...voice, phase: "starting", server: null, saying: null };
}
