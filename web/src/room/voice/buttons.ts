import type { StateName } from "../states";

/** What the one big button does while an interview is spoken. */
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
  | "continue"
  | "retry"
  | "finish"
  | "type"
  | "wait"
  | "wait_done";

/** And the one beside it. */
export type SpokenSecond = "minute" | "longer" | "type" | "leave" | "wait_for_voice" | "voice_again" | "copy" | "none";

const OWN: [SpokenPrimary, SpokenSecond] = ["done", "minute"];
const REST: [SpokenPrimary, SpokenSecond] = ["continue", "leave"];

const BUTTONS: Partial<Record<StateName, [SpokenPrimary, SpokenSecond]>> = {
  connecting: ["type", "none"],
  connecting_long: ["type", "none"],
  welcoming: ["start", "minute"],
  speaking: ["answer_now", "minute"],
  speaking_muted: ["unmute", "type"],
  listening: OWN,
  quiet: OWN,
  back_spoken: OWN,
  asking_skip: OWN,
  hold_to_talk: ["hold", "minute"],
  held: ["hold", "minute"],
  minute_spoken: ["ready", "longer"],
  muted: ["unmute", "type"],
  microphone_asking: ["type", "none"],
  microphone_lost: ["microphone", "type"],
  microphone_blocked: ["microphone_again", "type"],
  microphone_missing: ["microphone_again", "type"],
  microphone_insecure: ["type", "none"],
  sound_waiting: ["sound", "type"],
  not_saved: ["retry", "copy"],
  paused_spoken: REST,
  problem: REST,
  reconnecting_spoken: ["wait_done", "type"],
  offline: ["retry", "leave"],
  voice_full: ["type", "wait_for_voice"],
  voice_failed: ["type", "voice_again"],
};

/** `hasWork`: something was chosen, made or drawn; `hasSpoken`: words were heard since the question. */
export function spokenButtons(state: StateName, hasWork: boolean, hasSpoken: boolean): [SpokenPrimary, SpokenSecond] {
  if (state === "closing") return [hasSpoken ? "done" : "finish", "minute"];
  const [primary, second] = BUTTONS[state] ?? ["wait", "none"];
  return [primary === "done" && hasWork ? "send" : primary, second];
}
