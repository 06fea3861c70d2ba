import { type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { taskOfType } from "../../api/questionTypes";
import { currentAsk } from "../conversation/ask";
import { TASKS } from "../question/tasks";
import type { RoomModel } from "../link/reducer";
import { isSayingFarewell, spokenState } from "../voice/states";
import type { StateName } from "./names";

export type { StateName };

const CONNECTING_LONG = 8_000;
const THINKING_LONG = 4_000;
const OFFLINE = 60_000;
const BACK = 6_000;

/**
 * The state of the room, from server frames and the connection only. Time can only turn a state into its long variant.
 */
export function stateOf(model: RoomModel, now: number): StateName {
  if (model.room?.state === "done") return isSayingFarewell(model) ? "farewell" : "done";
  switch (model.line) {
    case "connecting":
      return now - model.lineSince > CONNECTING_LONG ? "connecting_long" : "connecting";
    case "lost":
      if (now - model.lineSince > OFFLINE) return "offline";
      return model.voice.phase === "off" ? "reconnecting" : "reconnecting_spoken";
    case "open":
      return openState(model, now);
    default:
      return model.line;
  }
}

function openState(model: RoomModel, now: number): StateName {
  if (model.room === null) return "connecting";
  const isBack = model.backAt !== null && now - model.backAt < BACK;
  if (model.voice.phase !== "off") return spokenState(model, now, isBack);
  switch (model.room.state) {
    case "your_turn":
      if (model.room.asks === "skip") return "asking_skip";
      if (isBack) return "back";
      return turnState(model);
    case "thinking":
      return now - model.roomSince > THINKING_LONG ? "thinking_long" : "thinking";
    default:
      return model.room.state;
  }
}

function turnState(model: RoomModel): StateName {
  const question = model.room?.question;
  const { first, again } = TASKS[question ? taskOfType(question.type) : "words"];
  const isFollowUp = currentAsk(model.messages)?.kind === "follow_up";
  return isFollowUp ? again : first;
}

export interface StateText {
  label: MessageDescriptor;
  line: MessageDescriptor;
}

/**
 * Placeholders: {ai} the interviewer, {organization}, {current} and {of} questions, {time} of the last saved message,
 * {stopped} of the problem.
 */
export const STATE_TEXTS: Record<StateName, StateText> = {
  connecting: { label: msg`Connecting`, line: msg`This takes a few seconds.` },
  connecting_long: { label: msg`Connecting`, line: msg`Still trying to connect. Keep this page open.` },
  greeting: { label: msg`{ai} is writing`, line: msg`A short welcome, then the first question.` },
  typing: { label: msg`Type your answer`, line: msg`Send it when you’re ready. Pauses are fine.` },
  choosing: { label: msg`Choose your answer`, line: msg`Send it when you’re ready. You can add an explanation.` },
  working: { label: msg`Work at your own pace`, line: msg`I’ll stay quiet while you work.` },
  working_again: {
    label: msg`Answer the follow-up`,
    line: msg`Answer in words, or change your work and send it again.`,
  },
  thinking: { label: msg`One moment`, line: msg`Your answer is saved. I’m choosing what to ask next.` },
  thinking_long: { label: msg`One moment`, line: msg`This is taking longer than usual. Nothing is lost.` },
  minute: { label: msg`Take a minute`, line: msg`I won’t write until you write or press “I’m ready”.` },
  paused: { label: msg`Paused`, line: msg`The clock is stopped. Continue when you’re ready.` },
  problem: {
    label: msg`We’ve noted the problem`,
    line: msg`The clock stopped at {stopped}. {organization} has been notified, and this part is left out of the report.`,
  },
  asking_skip: {
    label: msg`Skip this question?`,
    line: msg`This question is required. You can still skip it, or answer it now.`,
  },
  closing: { label: msg`Anything to add?`, line: msg`This is the last step.` },
  done: { label: msg`That’s it, thank you`, line: msg`Your answers are saved.` },
  reconnecting: { label: msg`Connection lost`, line: msg`Everything up to {time} is saved. Trying again.` },
  offline: {
    label: msg`You’re offline`,
    line: msg`Everything up to {time} is saved. Keep this page open, or come back later with the same link. The clock is stopped.`,
  },
  back: { label: msg`You’re back`, line: msg`We’re at question {current} of {of}. Nothing is lost.` },
  elsewhere: {
    label: msg`This interview is open in another tab or on another device`,
    line: msg`Continue here? The other page will stop. Nothing will be lost.`,
  },
  taken_over: { label: msg`You’re continuing somewhere else`, line: msg`This page has stopped. Nothing is lost.` },
  refused: {
    label: msg`This page is out of date`,
    line: msg`Reload the page to continue at the same question. Everything up to {time} is saved.`,
  },
  signed_out: {
    label: msg`This page can’t find your interview`,
    line: msg`Open your personal link again to continue at the same question. Everything up to {time} is saved.`,
  },
  farewell: { label: msg`{ai} is speaking`, line: msg`A short goodbye. Your answers are saved.` },
  welcoming: { label: msg`{ai} is speaking`, line: msg`A short welcome, then the first question.` },
  speaking: { label: msg`{ai} is speaking`, line: msg`You can answer at any time.` },
  speaking_muted: { label: msg`{ai} is speaking`, line: msg`You’re muted. Unmute to answer.` },
  listening: { label: msg`Your turn`, line: msg`I’m listening. Pauses are fine.` },
  quiet: { label: msg`Still your turn`, line: msg`No rush. You can have the question repeated or rephrased.` },
  hold_to_talk: { label: msg`Your turn`, line: msg`Hold the button or the space bar while you speak.` },
  held: { label: msg`Your turn`, line: msg`I’m listening. Let go when you’re done.` },
  writing_down: { label: msg`One moment`, line: msg`I’m writing down what you said.` },
  not_saved: { label: msg`This answer isn’t saved yet`, line: msg`I’m trying to save it again. Keep this page open.` },
  minute_spoken: { label: msg`Take a minute`, line: msg`I won’t speak until you speak or press “I’m ready”.` },
  muted: { label: msg`You’re muted`, line: msg`Unmute to speak, or type instead.` },
  microphone_asking: {
    label: msg`Your browser is asking for permission`,
    line: msg`Choose “Allow” so that I can hear you.`,
  },
  microphone_lost: {
    label: msg`I can’t hear your microphone`,
    line: msg`The microphone was unplugged or is in use by another program. Choose another one, or type instead.`,
  },
  microphone_blocked: {
    label: msg`I can’t hear your microphone`,
    line: msg`The microphone is blocked in this browser. Allow it next to the address bar, or type instead.`,
  },
  microphone_missing: {
    label: msg`I can’t find a microphone`,
    line: msg`Plug in a microphone and try again, or type instead.`,
  },
  microphone_insecure: {
    label: msg`Voice needs a secure page`,
    line: msg`This page isn’t secure (HTTP), so your browser won’t allow the microphone. You can type instead.`,
  },
  sound_waiting: {
    label: msg`Ready when you are`,
    line: msg`Press “Continue by voice”: your browser plays sound only after you press a button.`,
  },
  paused_spoken: { label: msg`Paused`, line: msg`The clock is stopped. The microphone is off.` },
  reconnecting_spoken: {
    label: msg`Connection lost`,
    line: msg`Everything up to {time} is saved. Wait to speak until you’re connected again.`,
  },
  back_spoken: {
    label: msg`You’re back`,
    line: msg`We were at question {current}. If I missed something, say it again.`,
  },
  voice_full: {
    label: msg`The voice service is busy right now`,
    line: msg`You can continue by typing, with the same questions.`,
  },
  voice_failed: { label: msg`Voice stopped working`, line: msg`Nothing is lost. You can continue by typing.` },
};

/** States in which the interview is stopped. A layer covers what can't be used meanwhile, and says so. */
const RESTING = new Set<StateName>(["paused", "paused_spoken", "problem", "offline"]);

export function isResting(state: StateName): boolean {
  return RESTING.has(state);
}

export type PrimaryAction = "send" | "ready" | "finish" | "wait";

/** The action of the main button. `hasWords` is whether something was typed or chosen. */
export function primaryOf(state: StateName, hasWords: boolean, isSending: boolean): PrimaryAction {
  switch (state) {
    case "closing":
      return isSending ? "wait" : hasWords ? "send" : "finish";
    case "minute":
      return hasWords && !isSending ? "send" : "ready";
    case "typing":
    case "choosing":
    case "working":
    case "working_again":
    case "back":
    case "asking_skip":
      return isSending ? "wait" : "send";
    default:
      return "wait";
  }
}
