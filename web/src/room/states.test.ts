import { describe, expect, it } from "vitest";

import type { RoomEvent } from "./reducer";
import { primaryOf, STATE_TEXTS, type StateName, stateOf } from "./states";
import { after, message, open, question, view } from "./testing";

const lost: RoomEvent = { type: "lost", at: 1_000 };
const turn = open(view("your_turn"));

/** What happened, how long ago the last of it, and the one state that is shown. */
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
];

function queued(): RoomEvent {
  const frame = { type: "answer", id: "a1", text: "The queue." } as const;
  return { type: "queued", item: { frame, sentAt: "2026-11-14T09:40:00.000Z" } };
}

describe("the one state label", () => {
  it.each(TABLE)("%s", (_name, events, now, state) => {
    expect(stateOf(after(events), now)).toBe(state);
  });

  it("has words for each state that the table reaches, and the table reaches each", () => {
    expect(new Set(TABLE.map(([, , , state]) => state))).toEqual(new Set(Object.keys(STATE_TEXTS)));
  });
});

describe("the one big button", () => {
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
    ["offline", true, false, "retry"],
    ["paused", true, false, "continue"],
    ["problem", false, false, "continue"],
  ])("%s, with words: %s, sending: %s → %s", (state, hasWords, isSending, action) => {
    expect(primaryOf(state, hasWords, isSending)).toBe(action);
  });
});
