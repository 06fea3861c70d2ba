import { describe, expect, it } from "vitest";

import type { Outgoing } from "./outbox";
import { contentOf, type RoomEvent } from "./reducer";
import { after, message, open, view } from "./testing";

const turn = open(view("your_turn"), [message(1)]);
const item: Outgoing = {
  frame: { type: "answer", id: "a1", text: "The queue filled up." },
  sentAt: "2026-11-14T09:40:00.000Z",
};
const queued: RoomEvent = { type: "queued", item };
const told: RoomEvent = {
  type: "frame",
  frame: { type: "message", message: message(2, { role: "user", kind: "answer", content: "The queue filled up." }) },
};
const ack: RoomEvent = { type: "frame", frame: { type: "ack", id: "a1", seq: 2 } };

describe("an answer", () => {
  it("is shown at once, but not as saved", () => {
    const model = after([turn, queued]);
    expect(model.pending).toMatchObject([{ frame: { id: "a1" }, storedAs: null, refusal: null }]);
    expect(model.messages).toHaveLength(1);
  });

  it("is shown once if its message comes before its acknowledgement", () => {
    const model = after([turn, queued, told]);
    expect(model.messages).toHaveLength(2);
    expect(model.pending).toMatchObject([{ storedAs: 2 }]);
  });

  it("becomes a message once acknowledged, even before the server sends it", () => {
    const model = after([turn, queued, ack]);
    expect(model.pending).toEqual([]);
    expect(model.messages.at(-1)).toMatchObject({ seq: 2, role: "user", content: "The queue filled up." });
  });

  it.each([
    ["message, then acknowledgement", [told, ack]],
    ["acknowledgement, then message", [ack, told]],
    ["both twice", [told, ack, told, ack]],
  ])("is in the transcript once: %s", (_name, events) => {
    const model = after([turn, queued, ...events]);
    expect(model.pending).toEqual([]);
    expect(model.messages.map((each) => each.seq)).toEqual([1, 2]);
    expect(model.messages[1]?.id).toBe("m2");
  });

  it("keeps its text if the server refuses it", () => {
    const refusal = { type: "error", code: "UNAVAILABLE", message: "No room.", id: "a1" } as const;
    const model = after([turn, queued, { type: "frame", frame: refusal }]);
    expect(model.pending).toMatchObject([
      { frame: { text: "The queue filled up." }, refusal: { message: "No room." } },
    ]);
    expect(after([{ type: "withdrawn", id: "a1" }], model).pending).toEqual([]);
  });

  it("stays refused over a reconnect", () => {
    const refusal = { type: "error", code: "UNAVAILABLE", message: "No room.", id: "a1" } as const;
    const model = after([turn, queued, { type: "frame", frame: refusal }, { type: "lost", at: 1 }, turn]);
    expect(model.pending).toMatchObject([{ frame: { id: "a1" }, refusal }]);
  });
});

describe("a request", () => {
  const wish: RoomEvent = {
    type: "queued",
    item: { frame: { type: "request", id: "r1", kind: "repeat" }, sentAt: "x" },
  };

  it("leaves no message behind", () => {
    const model = after([turn, wish, { type: "frame", frame: { type: "ack", id: "r1", seq: null } }]);
    expect(model.pending).toEqual([]);
    expect(model.messages).toHaveLength(1);
  });

  it("that is refused shows the reason until it is dismissed", () => {
    const refusal = { type: "error", code: "CONFLICT", message: "Not now.", id: "r1" } as const;
    const model = after([turn, wish, { type: "frame", frame: refusal }]);
    expect(model.notice?.message).toBe("Not now.");
    expect(model.pending).toEqual([]);
    expect(after([{ type: "notice_read" }], model).notice).toBeNull();
  });
});

describe("a reconnect", () => {
  it("adds only what is new, in order", () => {
    const model = after([turn, { type: "lost", at: 1 }, open(view("your_turn"), [message(3), message(2)])]);
    expect(model.messages.map((each) => each.seq)).toEqual([1, 2, 3]);
  });

  it("takes the time of the last save from the newest message", () => {
    expect(after([open(view("your_turn"), [message(1), message(2)])]).savedAt).toBe(message(2).at);
  });

  it("restores the answers that were pending before a reload", () => {
    const event: RoomEvent = { ...turn, pending: [item] } as RoomEvent;
    expect(after([event]).pending).toMatchObject([{ frame: { id: "a1" } }]);
  });
});

describe("frames that change nothing", () => {
  it.each<RoomEvent>([
    { type: "frame", frame: { type: "pong", at: 1 } },
    { type: "frame", frame: { type: "ack", id: "unknown", seq: 9 } },
  ])("%o", (event) => {
    const model = after([turn]);
    expect(after([event], model)).toEqual(model);
  });
});

describe("the text of an answer", () => {
  it.each([
    [{ text: "Words", choice: ["A"] }, "Words"],
    [{ choice: ["A", "B"] }, "A; B"],
    [{ code: { language: "", text: "x = 1" } }, "x = 1"],
    [{ whiteboard: { text: "A box.", board: null } }, "A box."],
  ])("%o", (part, words) => {
    expect(contentOf({ frame: { type: "answer", id: "a", ...part }, sentAt: "x" })).toBe(words);
  });
});
