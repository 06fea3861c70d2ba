import type { Message } from "../link/protocol";
import type { ServerState, VoiceFrame } from "./frames";

/** The state of the microphone. `held`: the storage for waiting sound is full. `waiting`: for a press. */
export type Microphone =
  "closed" | "asking" | "open" | "lost" | "blocked" | "missing" | "insecure" | "waiting" | "held";

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
  /** What the interviewer is saying. */
  saying: string | null;
  caption: { text: string; isFinal: boolean } | null;
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
  isStored: true,
  delay: null,
};

/** What this page does with voice, as reported by the driver. */
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
  if (voice.phase === "off") return voice;
  switch (frame.type) {
    case "voice":
      return answered(voice, frame, now);
    case "state":
      return frame.state === voice.server ? voice : entered(voice, frame.state, now);
    case "utterance":
      return { ...voice, saying: frame.text };
    case "caption":
      return { ...voice, caption: { text: frame.text, isFinal: frame.final }, heardAt: now };
    case "turn_end":
      return { ...voice, isStored: false };
    case "kept":
      return { ...voice, isStored: true };
    case "nothing_heard":
      return { ...voice, caption: null, isStored: true, heardAt: now };
    case "level":
      return { ...voice, delay: frame.milliseconds };
    default:
      return voice;
  }
}

function answered(voice: VoiceModel, frame: Extract<VoiceFrame, { type: "voice" }>, now: number): VoiceModel {
  if (frame.on) return { ...voice, phase: "on", speaks: frame.speaks, heardAt: now };
  if (frame.reason === "asked" || frame.reason === "elsewhere") return voice;
  return { ...voice, phase: frame.reason === "full" ? "full" : "failed", server: null, saying: null, caption: null };
}

function entered(voice: VoiceModel, server: ServerState, now: number): VoiceModel {
  const caption = server === "speaking" ? null : voice.caption;
  const saying = server === "speaking" ? voice.saying : null;
  return { ...voice, server, since: now, heardAt: now, caption, saying };
}

/** Notes that the spoken answer is in the transcript. */
export function stored(voice: VoiceModel, message: Message): VoiceModel {
  return message.data?.speech === undefined ? voice : { ...voice, isStored: true };
}

/** The connection is open again: what the server reported before is no longer valid. */
export function reopened(voice: VoiceModel): VoiceModel {
  return voice.phase === "off" ? voice : { ...voice, phase: "starting", server: null, saying: null };
}
