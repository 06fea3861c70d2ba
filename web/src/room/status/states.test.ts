import { describe, expect, it } from "vitest";

import type { RoomEvent } from "../link/reducer";
import { primaryOf, STATE_TEXTS, type StateName, stateOf } from "./states";
import { after, message, open, question, view } from "../link/testing";
import type { ServerState, VoiceFrame } from "../voice/frames";
import type { Microphone } from "../voice/model";

const over: RoomEvent = { type: "frame", frame: { type: "room", room: view("done", { question: null }) } };
const muted: RoomEvent = { type: "muted", isOn: true };
const lost: RoomEvent = { type: "lost", at: 1_000 };
const turn = open(view("your_turn"));

/** The events, the time since them, and the state that is shown. */
const TABLE: [name: string, events: RoomEvent[], now: number, state: StateName][] = [
  ["nothing yet", [], 0, "connecting"],
  ["nothing for nine seconds", [], 9_000, "connecting_long"],
  ["a line that was never open and is lost", [lost], 1_000, "connecting"],
  ["the first words are being made", [open(view("greeting", { question: null }))], 0, "greeting"],
  ["an open question", [turn], 0, "typing"],
  ["a question of research", [open(view("your_turn", { question: question({ type: "RESEARCH" }) }))], 0, "typing"],
  ["one to choose", [open(view("your_turn", { question: question({ type: "SINGLE_CHOICE" }) }))], 0, "choosing"],
  ["some to choose", [open(view("your_turn", { question: question({ type: "MULTIPLE_CHOICE" }) }))], 0, "choosing"],
  [
    "a follow-up after a choice",
    [
      open(view("your_turn", { question: question({ type: "SINGLE_CHOICE" }) }), [
        message(1),
        message(2, { kind: "follow_up" }),
      ]),
    ],
    0,
    "typing",
  ],
  ["code", [open(view("your_turn", { question: question({ type: "CODING" }) }))], 0, "working"],
  ["a whiteboard", [open(view("your_turn", { question: question({ type: "WHITEBOARD" }) }))], 0, "working"],
  [
    "a follow-up to code",
    [
      open(view("your_turn", { question: question({ type: "CODING" }) }), [
        message(1),
        message(2, { kind: "follow_up" }),
        message(3, { kind: "reply" }),
      ]),
    ],
    0,
    "working_again",
  ],
  ["an answer on its way", [turn, queued()], 100_000, "typing"],
  [
    "an answer that is stored",
    [turn, { type: "frame", frame: { type: "room", room: view("thinking") } }],
    0,
    "thinking",
  ],
  [
    "a reply that takes long",
    [turn, { type: "frame", frame: { type: "room", room: view("thinking") } }],
    4_001,
    "thinking_long",
  ],
  ["a minute", [open(view("minute"))], 0, "minute"],
  ["a pause", [open(view("paused"))], 0, "paused"],
  ["a problem", [open(view("problem"))], 0, "problem"],
  ["a required question that may be skipped", [open(view("your_turn", { asks: "skip" }))], 0, "asking_skip"],
  ["the last turn", [open(view("closing", { question: null }))], 0, "closing"],
  ["the end", [open(view("done", { question: null }))], 0, "done"],
  ["the end, told by the close only", [turn, { type: "closed", verdict: "done" }], 0, "done"],
  ["the end, and then no line", [open(view("done")), lost], 90_000, "done"],
  ["a lost line", [turn, lost], 1_000, "reconnecting"],
  ["a line that is lost again while it is lost", [turn, lost, { type: "lost", at: 50_000 }], 61_500, "offline"],
  ["a pause, and a lost line", [open(view("paused")), lost], 1_000, "reconnecting"],
  ["a line that is back", [turn, lost, open(view("your_turn"), [], 5_000)], 6_000, "back"],
  ["a line that is back for a while", [turn, lost, open(view("your_turn"), [], 5_000)], 12_000, "typing"],
  ["a line that is back in a pause", [turn, lost, open(view("paused"), [], 5_000)], 6_000, "paused"],
  ["open elsewhere", [{ type: "closed", verdict: "elsewhere" }], 0, "elsewhere"],
  ["taken over", [turn, { type: "closed", verdict: "taken_over" }], 0, "taken_over"],
  ["taken back", [turn, { type: "closed", verdict: "taken_over" }, { type: "connecting" }], 0, "connecting"],
  ["a protocol that is not spoken", [turn, { type: "closed", verdict: "refused" }], 0, "refused"],
  ["no cookie", [{ type: "signed_out" }], 0, "signed_out"],
  // --- spoken ---
  ["voice is asked for", [turn, wanted()], 0, "connecting"],
  ["voice is there, and nothing was said of a state", [turn, wanted(), microphone("open"), on()], 0, "connecting"],
  ["the browser asks", [turn, wanted(), microphone("asking")], 0, "microphone_asking"],
  ["the browser wants a press", [turn, wanted(), microphone("waiting")], 0, "sound_waiting"],
  ["a blocked microphone", [turn, wanted(), microphone("blocked")], 0, "microphone_blocked"],
  ["no microphone", [turn, wanted(), microphone("missing")], 0, "microphone_missing"],
  ["plain HTTP", [turn, wanted(), microphone("insecure")], 0, "microphone_insecure"],
  ["the first words, spoken", [open(view("greeting", { question: null })), ...spoken("speaking")], 0, "welcoming"],
  ["before the first words", [open(view("greeting", { question: null })), ...spoken("thinking")], 0, "connecting"],
  ["the interviewer speaks", [asked(), ...spoken("speaking")], 0, "speaking"],
  ["the interviewer speaks to who is muted", [asked(), ...spoken("speaking"), muted], 0, "speaking_muted"],
  ["the candidate's turn", [asked(), ...spoken("listening")], 0, "listening"],
  [
    "the candidate's turn, at a task",
    [open(view("your_turn", { question: question({ type: "CODING" }) })), ...spoken("listening")],
    0,
    "listening",
  ],
  ["a long silence", [asked(), ...spoken("listening")], 20_001, "quiet"],
  ["muted here, before the server knows", [asked(), ...spoken("listening"), muted], 0, "muted"],
  ["muted, says the server", [asked(), ...spoken("muted")], 0, "muted"],
  ["muted in a minute", [asked(), ...spoken("minute"), muted], 0, "muted"],
  ["unplugged while it listened", [asked(), ...spoken("listening"), microphone("lost")], 0, "microphone_lost"],
  ["closed while it listened", [asked(), ...spoken("listening"), microphone("closed")], 0, "connecting"],
  [
    "the end of a turn, not stored yet",
    [
      asked(),
      ...spoken("listening"),
      heard({ type: "turn_end", reason: "done" }),
      heard({ type: "state", state: "thinking" }),
    ],
    0,
    "writing_down",
  ],
  [
    "not stored for long",
    [
      asked(),
      ...spoken("listening"),
      heard({ type: "turn_end", reason: "done" }),
      heard({ type: "state", state: "thinking" }),
    ],
    10_001,
    "not_saved",
  ],
  [
    "a turn that is stored",
    [
      asked(),
      ...spoken("listening"),
      heard({ type: "turn_end", reason: "done" }),
      heard({ type: "state", state: "thinking" }),
      answered(),
    ],
    0,
    "thinking",
  ],
  [
    "nothing was heard in a turn",
    [
      asked(),
      ...spoken("listening"),
      heard({ type: "turn_end", reason: "done" }),
      heard({ type: "nothing_heard" }),
      heard({ type: "state", state: "listening" }),
    ],
    0,
    "listening",
  ],
  ["a reply that takes long, spoken", [asked(), ...spoken("thinking")], 4_001, "thinking_long"],
  ["a minute, spoken", [asked(), ...spoken("minute")], 0, "minute_spoken"],
  ["a pause, spoken", [open(view("paused")), ...spoken("paused"), microphone("closed")], 0, "paused_spoken"],
  ["a problem, spoken", [open(view("problem")), ...spoken("problem"), microphone("closed")], 0, "problem"],
  [
    "a required question, spoken",
    [open(view("your_turn", { asks: "skip" })), ...spoken("listening")],
    0,
    "asking_skip",
  ],
  ["the last step, spoken", [open(view("closing", { question: null })), ...spoken("closing")], 0, "closing"],
  ["the end, spoken", [asked(), ...spoken("done")], 0, "done"],
  ["the farewell, spoken", [asked(), ...spoken("speaking"), over], 0, "farewell"],
  ["the farewell, before its first sound", [asked(), ...spoken("thinking"), over], 0, "farewell"],
  ["the end without a farewell", [asked(), ...spoken("listening"), over], 0, "done"],
  ["after the farewell", [asked(), ...spoken("speaking"), over, heard({ type: "state", state: "done" })], 0, "done"],
  [
    "the farewell, and a line that is closed",
    [asked(), ...spoken("speaking"), over, { type: "closed", verdict: "done" }],
    0,
    "done",
  ],
  ["push-to-talk", [asked(), ...spoken("listening", true)], 0, "hold_to_talk"],
  ["push-to-talk, held", [asked(), ...spoken("listening", true), { type: "held", isOn: true }], 0, "held"],
  ["no room for more sound", [asked(), ...spoken("listening"), microphone("held")], 0, "not_saved"],
  ["a lost line, spoken", [asked(), ...spoken("listening"), lost], 1_000, "reconnecting_spoken"],
  ["a lost line for a minute, spoken", [asked(), ...spoken("listening"), lost], 61_001, "offline"],
  [
    "a line that is back, spoken",
    [
      asked(),
      ...spoken("listening"),
      lost,
      open(view("your_turn"), [], 5_000),
      on(),
      heard({ type: "state", state: "listening" }),
    ],
    6_000,
    "back_spoken",
  ],
  [
    "a line that is back, and no voice yet",
    [asked(), ...spoken("listening"), lost, open(view("your_turn"), [], 5_000)],
    6_000,
    "connecting",
  ],
  ["no place", [asked(), wanted(), microphone("open"), off("full"), microphone("closed")], 0, "voice_full"],
  ["the ear broke", [asked(), ...spoken("listening"), off("failed"), microphone("closed")], 0, "voice_failed"],
  ["no voice for the language", [asked(), wanted(), off("language")], 0, "voice_failed"],
  ["left for typing", [asked(), ...spoken("listening"), { type: "voice_left" }], 0, "typing"],
  [
    "a frame that came after voice was left",
    [asked(), ...spoken("listening"), { type: "voice_left" }, heard({ type: "state", state: "speaking" })],
    0,
    "typing",
  ],
];

function heard(frame: VoiceFrame): RoomEvent {
  return { type: "frame", frame };
}

function wanted(pushToTalk = false): RoomEvent {
  return { type: "voice_wanted", pushToTalk };
}

function microphone(is: Microphone): RoomEvent {
  return { type: "microphone", is };
}

function on(): RoomEvent {
  return heard({
    type: "voice",
    on: true,
    stream: "s",
    kept: 0,
    received: 0,
    rate: { in: 16_000, out: 24_000 },
    speaks: true,
  });
}

function off(reason: "full" | "failed" | "language"): RoomEvent {
  return heard({ type: "voice", on: false, reason, message: "" });
}

function spoken(state: ServerState, pushToTalk = false): RoomEvent[] {
  return [wanted(pushToTalk), microphone("open"), on(), heard({ type: "state", state })];
}

function asked(): RoomEvent {
  return open(view("your_turn"), [message(1)]);
}

function answered(): RoomEvent {
  const speech = { startMs: 0, endMs: 900, confidence: 0.9, words: [] };
  const told = message(2, { role: "user", kind: "answer", content: "The queue.", data: { speech } });
  return { type: "frame", frame: { type: "message", message: told } };
}

function queued(): RoomEvent {
  const frame = { type: "answer", id: "a1", text: "The queue." } as const;
  return { type: "queued", item: { frame, sentAt: "2026-11-14T09:40:00.000Z" } };
}

describe("the state label", () => {
  it.each(TABLE)("%s", (_name, events, now, state) => {
    expect(stateOf(after(events), now)).toBe(state);
  });

  it("has a text for every state in the table, and for no others", () => {
    expect(new Set(TABLE.map(([, , , state]) => state))).toEqual(new Set(Object.keys(STATE_TEXTS)));
  });
});

describe("the main button", () => {
  it.each<[StateName, boolean, boolean, string]>([
    ["typing", true, false, "send"],
    ["typing", false, false, "send"],
    ["typing", true, true, "wait"],
    ["closing", true, false, "send"],
    ["closing", false, false, "finish"],
    ["closing", true, true, "wait"],
    ["asking_skip", false, false, "send"],
    ["minute", false, false, "ready"],
    ["minute", true, false, "send"],
    ["thinking", true, false, "wait"],
    ["reconnecting", true, false, "wait"],
    ["offline", true, false, "wait"],
    ["paused", true, false, "wait"],
    ["problem", false, false, "wait"],
  ])("%s, with words: %s, sending: %s → %s", (state, hasWords, isSending, action) => {
    expect(primaryOf(state, hasWords, isSending)).toBe(action);
  });
});
