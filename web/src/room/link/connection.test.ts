// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { RoomConnection, waitBefore } from "./connection";
import { RoomError } from "./http";
import { newId } from "./ids";
import { Outbox, type Outgoing, type Store } from "./outbox";
import type { AnswerFrame, Hello } from "./protocol";
import type { RoomEvent } from "./reducer";
import { after, message, welcome } from "./testing";

class FakeSocket {
  readyState: number = WebSocket.OPEN;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isClosed = false;

  send(raw: string): void {
    this.sent.push(JSON.parse(raw) as Record<string, unknown>);
  }

  close(): void {
    this.isClosed = true;
  }

  tell(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  ids(): unknown[] {
    return this.sent.filter((frame) => "id" in frame).map((frame) => frame.id);
  }
}

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

let sockets: FakeSocket[];
let events: RoomEvent[];
let store: Store;
let ticket: () => Promise<string>;

function make(): RoomConnection {
  const open = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  const around = {
    store,
    client: () => Promise.resolve("c1"),
    url: "ws://room",
    ticket: () => ticket(),
    open,
    random: () => 1,
  };
  return new RoomConnection(around, (event) => events.push(event));
}

async function settle(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

function last(): FakeSocket {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error("no socket was opened");
  return socket;
}

async function openRoom(connection = make()): Promise<RoomConnection> {
  connection.start();
  await settle();
  last().onopen?.();
  last().tell(welcome({ messages: [message(1), message(2)] }));
  return connection;
}

const answer = (id: string): AnswerFrame => ({ type: "answer", id, text: "Words" });
const types = () => events.map((event) => event.type);

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  events = [];
  store = memory();
  ticket = () => Promise.resolve("t1");
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the connection to the room", () => {
  it("restores a refused answer, even after a reload, and doesn't send it automatically", async () => {
    const first = await openRoom();
    first.send(answer("late"));
    const refusal = { type: "error", code: "NOT_YOUR_TURN", message: "Not now.", id: "late" };
    last().tell(refusal);
    first.stop();
    events = [];
    const second = await openRoom();
    expect(last().ids()).toEqual([]);
    const model = after(events);
    expect(model.pending).toMatchObject([{ frame: { id: "late", text: "Words" }, refusal }]);
    second.withdraw("late");
    second.stop();
    events = [];
    const third = await openRoom();
    expect(after(events).pending).toEqual([]);
    third.stop();
  });

  it("sends hello with a ticket and the last message number that it has seen", async () => {
    const connection = await openRoom();
    expect(last().sent[0]).toMatchObject({ type: "hello", ticket: "t1", after: 0, takeOver: false });
    last().onclose?.({ code: 1006 });
    await settle(500);
    last().onopen?.();
    expect(last().sent[0] as unknown as Hello).toMatchObject({ after: 2 });
    connection.stop();
  });

  it("resends unacknowledged frames in order and with the same ids", async () => {
    const connection = await openRoom();
    for (const id of ["a", "b", "c"]) connection.send(answer(id));
    last().tell({ type: "ack", id: "a", seq: 3 });
    last().onclose?.({ code: 1012 });
    await settle(500);
    last().onopen?.();
    expect(last().ids()).toEqual([]);
    last().tell(welcome());
    expect(last().ids()).toEqual(["b", "c"]);
    connection.stop();
  });

  it("keeps unacknowledged frames over a reload", async () => {
    const before = await openRoom();
    before.send(answer("a"));
    before.stop();
    const afterwards = await openRoom();
    expect(last().ids()).toEqual(["a"]);
    last().tell({ type: "ack", id: "a", seq: 3 });
    expect(new Outbox(store, "s1").pending()).toEqual([]);
    afterwards.stop();
  });

  it("considers a silent connection lost within five seconds", async () => {
    const connection = await openRoom();
    await settle(2_500);
    expect(last().sent.at(-1)).toMatchObject({ type: "ping" });
    expect(types()).not.toContain("lost");
    await settle(2_500);
    expect(types()).toContain("lost");
    connection.stop();
  });

  it("keeps a connection whose pong waited while the page was frozen", async () => {
    const connection = await openRoom();
    await settle(1_000);
    expect(last().sent.at(-1)).toMatchObject({ type: "ping" });
    vi.setSystemTime(Date.now() + 10_000); // the page was frozen
    await settle(500);
    last().tell({ type: "pong", at: 1 });
    expect(types()).not.toContain("lost");
    connection.stop();
  });

  it("keeps a connection that answers", async () => {
    const connection = await openRoom();
    for (let round = 0; round < 20; round++) {
      await settle(1_000);
      last().tell({ type: "pong", at: 1 });
    }
    expect(types()).not.toContain("lost");
    expect(sockets).toHaveLength(1);
    connection.stop();
  });

  it("tolerates longer silence after a timeout, until the connection answers quickly again", async () => {
    const answerAfter = async (milliseconds: number) => {
      const pings = () => last().sent.filter(({ type }) => type === "ping");
      const before = pings().length;
      while (pings().length === before) await settle(500);
      const { at } = pings().at(-1) as { at: number };
      await settle(milliseconds);
      last().tell({ type: "pong", at });
    };
    const isLost = () => types().filter((type) => type === "lost").length;
    const connection = await openRoom();
    await settle(5_000);
    expect(isLost()).toBe(1);
    await settle(500);
    last().onopen?.();
    last().tell(welcome());
    await answerAfter(4_000);
    await answerAfter(4_000);
    expect(isLost()).toBe(1);
    await answerAfter(1_000);
    await settle(5_000);
    expect(isLost()).toBe(2);
    connection.stop();
  });

  it("requests another ticket if a request hangs, and ignores the result of the first", async () => {
    const connection = await openRoom();
    const waiting: { resolve: (ticket: string) => void; reject: (error: Error) => void }[] = [];
    ticket = () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    last().onclose?.({ code: 1006 });
    await settle(1_000);
    expect(waiting).toHaveLength(1);
    await settle(10_000);
    expect(waiting).toHaveLength(2);
    waiting[1]?.resolve("t2");
    await settle();
    expect(sockets).toHaveLength(2);
    const lost = types().filter((type) => type === "lost").length;
    waiting[0]?.reject(new RoomError(0));
    await settle(1_000);
    expect(types().filter((type) => type === "lost")).toHaveLength(lost);
    expect(waiting).toHaveLength(2);
    connection.stop();
  });

  it("notices at once that the browser is offline, and reconnects once it is online again", async () => {
    const connection = await openRoom();
    window.dispatchEvent(new Event("offline"));
    expect(types().at(-1)).toBe("lost");
    window.dispatchEvent(new Event("online"));
    await settle();
    expect(sockets).toHaveLength(2);
    connection.stop();
  });

  it("waits longer before each reconnect, up to ten seconds", () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => waitBefore(attempt, 1))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
    expect(waitBefore(0, 0)).toBe(250);
  });

  it.each([
    [4409, "elsewhere"],
    [4410, "taken_over"],
    [4400, "refused"],
    [4426, "refused"],
    [1000, "done"],
  ])("stops at close code %i", async (code, verdict) => {
    await openRoom();
    last().onclose?.({ code });
    await settle(60_000);
    expect(events.at(-1)).toEqual({ type: "closed", verdict });
    expect(sockets).toHaveLength(1);
  });

  it.each([1001, 1006, 1011, 1012, 4408, 4999])("reconnects after close code %i, which isn't final", async (code) => {
    const connection = make();
    connection.start();
    await settle();
    last().onclose?.({ code });
    expect(types().at(-1)).toBe("lost");
    await settle(500);
    expect(sockets).toHaveLength(2);
    connection.stop();
  });

  it("takes over only when asked to, and only once", async () => {
    const connection = await openRoom();
    last().onclose?.({ code: 4409 });
    connection.start(true);
    await settle();
    last().onopen?.();
    expect(last().sent[0]).toMatchObject({ takeOver: true });
    last().tell(welcome());
    last().onclose?.({ code: 1006 });
    await settle(500);
    last().onopen?.();
    expect(last().sent[0]).toMatchObject({ takeOver: false });
    connection.stop();
  });

  it("sends what another tab left unsent when it takes over", async () => {
    const connection = await openRoom();
    last().onclose?.({ code: 4409 });
    const left = {
      frame: { type: "answer", id: "a-other", text: "Said offline." },
      sentAt: "2026-11-12T16:00:00.000Z",
    };
    new Outbox(store, welcome().sessionId).add(left as Outgoing);
    connection.start(true);
    await settle();
    last().onopen?.();
    last().tell(welcome());
    expect(last().sent).toContainEqual(left.frame);
    connection.stop();
  });

  it("requests one new ticket, then gives up", async () => {
    const connection = make();
    connection.start();
    await settle();
    last().onclose?.({ code: 4401 });
    await settle();
    expect(sockets).toHaveLength(2);
    last().onclose?.({ code: 4401 });
    await settle(60_000);
    expect(sockets).toHaveLength(2);
    expect(types().at(-1)).toBe("signed_out");
  });

  it("is signed out if it gets no ticket", async () => {
    ticket = () => Promise.reject(new RoomError(401));
    make().start();
    await settle();
    expect(types()).toEqual(["connecting", "signed_out"]);
  });

  it("tries again while the server cannot be reached", async () => {
    ticket = vi.fn().mockRejectedValueOnce(new RoomError(0)).mockResolvedValue("t2");
    const connection = make();
    connection.start();
    await settle(500);
    expect(sockets).toHaveLength(1);
    connection.stop();
  });

  it("refuses a frame that is too large, before sending it or after the server's refusal", async () => {
    const connection = await openRoom();
    connection.send({ ...answer("big"), text: "x".repeat(300_000) });
    expect(last().ids()).toEqual([]);
    expect(events.at(-1)).toMatchObject({ frame: { code: "TOO_LARGE", id: "big" } });
    connection.send(answer("small"));
    last().onclose?.({ code: 4413 });
    expect(events.at(-2)).toMatchObject({ frame: { code: "TOO_LARGE", id: "small" } });
    expect(new Outbox(store, "s1").pending()).toEqual([]);
    connection.stop();
  });

  it("leaves answers about signals to the watcher, and reports each opened connection to it", async () => {
    const connection = await openRoom();
    const opened = vi.fn();
    connection.watch({ opened, settle: (id) => id === "s1" });
    expect(connection.steer({ type: "signal", id: "s1", kind: "copy", ago: 0, characters: 3 })).toBe(true);
    events = [];
    last().tell({ type: "ack", id: "s1", seq: null });
    last().tell({ type: "error", code: "BAD_REQUEST", message: "", id: "s1" });
    last().tell({ type: "error", code: "BAD_REQUEST", message: "", id: "s2" });
    expect(events).toHaveLength(1);
    last().onclose?.({ code: 1012 });
    expect(connection.steer({ type: "watching" })).toBe(false);
    await settle(500);
    last().onopen?.();
    last().tell(welcome());
    expect(opened).toHaveBeenCalledTimes(2);
    connection.stop();
  });

  it("ignores frames that it doesn't know", async () => {
    const connection = await openRoom();
    const before = events.length;
    last().tell({ type: "weather", sky: "blue" });
    last().onmessage?.({ data: "not json" });
    expect(events).toHaveLength(before);
    connection.stop();
  });
});

it("creates ids that are UUIDs, all different", () => {
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
