import type { StateName } from "../status/names";
import type { Drawn } from "./drawing";

/** The actions of the main button in a spoken interview. */
export type SpokenPrimary =
  | "done"
  | "send"
  | "hold"
  | "start"
  | "answer_now"
  | "ready"
  | "unmute"
  | "microphone"
  | "microphone_again"
  | "sound"
  | "retry"
  | "finish"
  | "type"
  | "wait"
  | "wait_done";

/** The actions of the button next to it. */
export type SpokenSecond = "minute" | "longer" | "skip" | "type" | "wait_for_voice" | "voice_again" | "copy" | "none";

interface SpokenTraits {
  /** How the voice line is drawn. */
  shape: Drawn["shape"];
  /** The main button and the one next to it, before an answer in progress changes them. */
  buttons: [SpokenPrimary, SpokenSecond];
  /** Whether candidates can ask for something, such as to have the question repeated. */
  canAsk: boolean;
  canMute: boolean;
  /** Whether the microphone is closed, because nothing should be heard. */
  isDeaf: boolean;
}

const OFF: SpokenTraits = {
  shape: "dashed",
  buttons: ["wait", "none"],
  canAsk: false,
  canMute: false,
  isDeaf: false,
};
const WAITING: SpokenTraits = { ...OFF, shape: "gaps", canMute: true };
const LIVE: SpokenTraits = { ...OFF, shape: "voices", canAsk: true, canMute: true };
const OWN: SpokenTraits = { ...LIVE, buttons: ["done", "minute"] };
const RESTING: SpokenTraits = { ...OFF, shape: "gap", isDeaf: true };
const by = (...buttons: SpokenTraits["buttons"]): SpokenTraits => ({ ...OFF, buttons });

/** The display and the controls of a spoken room in each state. If a state is missing, this doesn't compile. */
export const SPOKEN: Record<StateName, SpokenTraits> = {
  connecting: by("type", "none"),
  connecting_long: by("type", "none"),
  welcoming: { ...LIVE, buttons: ["start", "minute"] },
  speaking: { ...LIVE, buttons: ["answer_now", "minute"] },
  speaking_muted: { ...LIVE, buttons: ["unmute", "type"] },
  listening: OWN,
  quiet: OWN,
  back_spoken: OWN,
  asking_skip: { ...LIVE, buttons: ["done", "skip"] },
  closing: OWN,
  hold_to_talk: { ...LIVE, shape: "flat", buttons: ["hold", "minute"] },
  held: { ...LIVE, buttons: ["hold", "minute"] },
  minute_spoken: { ...LIVE, shape: "filling", buttons: ["ready", "longer"] },
  muted: { ...LIVE, shape: "flat", buttons: ["unmute", "type"] },
  thinking: WAITING,
  thinking_long: WAITING,
  writing_down: WAITING,
  not_saved: by("retry", "copy"),
  microphone_asking: by("type", "none"),
  microphone_lost: by("microphone", "type"),
  microphone_blocked: by("microphone_again", "type"),
  microphone_missing: by("microphone_again", "type"),
  microphone_insecure: by("type", "none"),
  sound_waiting: by("sound", "type"),
  reconnecting_spoken: by("wait_done", "type"),
  voice_full: by("type", "wait_for_voice"),
  voice_failed: by("type", "voice_again"),
  paused_spoken: RESTING,
  problem: RESTING,
  offline: { ...RESTING, shape: "dashed" },
  farewell: { ...OFF, shape: "voices", isDeaf: true },
  done: { ...OFF, isDeaf: true },
  // States of a chat, and of a page without a room.
  greeting: OFF,
  typing: OFF,
  choosing: OFF,
  working: OFF,
  working_again: OFF,
  minute: OFF,
  paused: OFF,
  reconnecting: OFF,
  back: OFF,
  elsewhere: OFF,
  taken_over: OFF,
  refused: OFF,
  signed_out: OFF,
};
