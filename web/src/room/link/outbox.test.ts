// @vitest-environment jsdom
import { describe, expect, it } from "vitest";

import { Drafts, NOTHING } from "../composer/drafts";
import { Outbox, type Store } from "./outbox";

const full: Store = {
  getItem: () => null,
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
  removeItem: () => undefined,
};

const item = (id: string) => ({
  frame: { type: "answer", id, text: "Words" } as const,
  sentAt: "2026-11-14T09:40:00Z",
});

describe("the outbox", () => {
  it("keeps each frame once, in order, for its own session", () => {
    const outbox = new Outbox(localStorage, "s1");
    outbox.add(item("a"));
    outbox.add(item("b"));
    outbox.add(item("a"));
    expect(new Outbox(localStorage, "s1").pending().map((each) => each.frame.id)).toEqual(["a", "b"]);
    expect(new Outbox(localStorage, "s2").pending()).toEqual([]);
    outbox.settle("a");
    outbox.settle("b");
    expect(localStorage.getItem("aural.room.s1.outbox")).toBeNull();
  });

  it("keeps only refused answers after a reload, and doesn't resend them", () => {
    const refusal = { type: "error", code: "NOT_YOUR_TURN", message: "", id: "c" } as const;
    const outbox = new Outbox(localStorage, "s4");
    outbox.add(item("c"));
    outbox.add({ frame: { type: "request", id: "d", kind: "skip" }, sentAt: "2026-11-14T09:41:00Z" });
    outbox.refuse("c", refusal);
    outbox.refuse("d", { ...refusal, id: "d" });
    const again = new Outbox(localStorage, "s4");
    expect(again.pending()).toEqual([]);
    expect(again.all()).toEqual([{ ...item("c"), refusal }]);
    again.settle("c");
    expect(localStorage.getItem("aural.room.s4.outbox")).toBeNull();
  });

  it.each(["{", "null", '"text"', "[1, null]"])("starts empty if the stored data can't be read: %s", (raw) => {
    localStorage.setItem("aural.room.s3.outbox", raw);
    expect(new Outbox(localStorage, "s3").pending()).toEqual([]);
  });

  it("works in memory if the browser's storage is full", () => {
    const outbox = new Outbox(full, "s1");
    outbox.add(item("a"));
    expect(outbox.pending()).toHaveLength(1);
  });
});

describe("drafts", () => {
  it("belong to their question, and those without one are separate", () => {
    const drafts = new Drafts(localStorage, "s1");
    drafts.write("q1", { ...NOTHING, text: "So far", choice: ["A"] });
    drafts.write("q2", { ...NOTHING, text: "And on", code: "x = 1" });
    drafts.write(null, { ...NOTHING, text: "At the end" });
    const again = new Drafts(localStorage, "s1");
    expect(again.read("q1")).toEqual({ ...NOTHING, text: "So far", choice: ["A"] });
    expect(again.read("q2")).toEqual({ ...NOTHING, text: "And on", code: "x = 1" });
    expect(again.read(null).text).toBe("At the end");
    again.clear();
    expect(new Drafts(localStorage, "s1").read("q2").code).toBeNull();
  });

  it.each(["{", "7", "null"])("start empty if the stored data can't be read: %s", (raw) => {
    localStorage.setItem("aural.room.s9.draft", raw);
    expect(new Drafts(localStorage, "s9").read("q1")).toEqual(NOTHING);
  });
});
