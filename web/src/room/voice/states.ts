import type { RoomModel } from "../link/reducer";
import type { VoiceModel } from "./model";

/** The states that only a spoken room has. */
export type SpokenName =
  | "farewell"
  | "welcoming"
  | "speaking"
  | "speaking_muted"
  | "listening"
  | "quiet"
  | "hold_to_talk"
  | "held"
  | "writing_down"
  | "not_saved"
  | "minute_spoken"
  | "muted"
  | "microphone_asking"
  | "microphone_lost"
  | "microphone_blocked"
  | "microphone_missing"
  | "microphone_insecure"
  | "sound_waiting"
  | "paused_spoken"
  | "reconnecting_spoken"
  | "back_spoken"
  | "voice_full"
  | "voice_failed";

/** States that a spoken room shares with a written one. */
type Shared = "connecting" | "thinking" | "thinking_long" | "problem" | "asking_skip" | "closing" | "done";

const QUIET = 20_000;
const THINKING_LONG = 4_000;
const NOT_SAVED = 10_000;

const MICROPHONES = {
  asking: "microphone_asking",
  lost: "microphone_lost",
  blocked: "microphone_blocked",
  missing: "microphone_missing",
  insecure: "microphone_insecure",
  waiting: "sound_waiting",
  held: "not_saved",
} as const satisfies Partial<Record<VoiceModel["microphone"], SpokenName>>;

/** Whether the interviewer is still saying goodbye after the end, or about to. The server reports when it is done. */
export function isSayingFarewell({ line, voice }: RoomModel): boolean {
  return line === "open" && voice.phase === "on" && (voice.server === "speaking" || voice.server === "thinking");
}

/**
 * The state of a spoken interview with an open connection. "Listening" requires both that the server says so and that
 * the microphone is open.
 */
export function spokenState(model: RoomModel, now: number, isBack: boolean): SpokenName | Shared {
  const { voice, room } = model;
  if (room?.state === "paused") return "paused_spoken";
  if (room?.state === "problem") return "problem";
  if (voice.phase === "full") return "voice_full";
  if (voice.phase === "failed") return "voice_failed";
  if (voice.microphone !== "open" && voice.microphone !== "closed") return MICROPHONES[voice.microphone];
  if (voice.microphone === "closed" || voice.phase !== "on" || voice.server === null) return "connecting";
  return heldState(model, now, isBack);
}

function heldState(model: RoomModel, now: number, isBack: boolean): SpokenName | Shared {
  const { voice } = model;
  switch (voice.server) {
    case "speaking":
      if (voice.isMuted) return "speaking_muted";
      return model.messages.some((message) => message.kind === "question") ? "speaking" : "welcoming";
    case "thinking":
      // Nothing was answered yet: the first words are being generated.
      return model.room?.state === "greeting" ? "connecting" : thinking(voice, now);
    case "minute":
      return voice.isMuted ? "muted" : "minute_spoken";
    case "paused":
      return "paused_spoken";
    case "problem":
    case "done":
      return voice.server;
    default:
      return ownTurn(model, now, isBack);
  }
}

function thinking(voice: VoiceModel, now: number): SpokenName | Shared {
  const waited = now - voice.since;
  if (!voice.isStored) return waited > NOT_SAVED ? "not_saved" : "writing_down";
  return waited > THINKING_LONG ? "thinking_long" : "thinking";
}

function ownTurn(model: RoomModel, now: number, isBack: boolean): SpokenName | Shared {
  const { voice, room } = model;
  if (voice.isMuted || voice.server === "muted") return "muted";
  if (room?.asks === "skip") return "asking_skip";
  if (voice.pushToTalk) return voice.isHeld ? "held" : "hold_to_talk";
  if (voice.server === "closing") return "closing";
  if (isBack) return "back_spoken";
  return now - voice.heardAt > QUIET ? "quiet" : "listening";
}
