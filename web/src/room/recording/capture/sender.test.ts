import { beforeEach, describe, expect, it } from "vitest";

import { RoomError } from "../../link/http";
import { Sender } from "./sender";
import { Disk, FakeServer, refusal, take } from "./testing";

const bytes = (count: number, first = 0) => Uint8Array.from({ length: count }, (_, at) => (first + at) % 256).buffer;

let disk: Disk;
let server: FakeServer;
let waits: number[];

beforeEach(() => {
  disk = new Disk();
  server = new FakeServer();
  waits = [];
});

function senderOf(size: number, most = 1_000): Sender {
  return new Sender(take(), size, most, {
    calls: server,
    keeper: disk,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    onMove: () => undefined,
  });
}

/** A take of three slices, complete. */
async function kept(most = 1_000): Promise<Sender> {
  await disk.begin(take());
  for (const [at, size] of [[0, 20], [20, 30], [50, 10]] as const) await disk.add("t1", at, bytes(size, at)); // prettier-ignore
  const sender = senderOf(60, most);
  sender.complete();
  return sender;
}

const all = Array.from({ length: 60 }, (_, at) => at);

describe("waiting slices", () => {
  it("are sent as one, and their take is ended and forgotten", async () => {
    expect(await (await kept()).run()).toBe("sent");
    expect(server.sent).toEqual([[0, 60]]);
    expect(server.held.get("t1")).toEqual(all);
    expect(server.ended.has("t1")).toBe(true);
    expect(disk.takes.size + disk.slices.size).toBe(0);
  });

  it("are sent in parts if they exceed the size limit of a request", async () => {
    await (await kept(25)).run();
    expect(server.sent).toEqual([[0, 25], [25, 25], [50, 10]]); // prettier-ignore
    expect(server.held.get("t1")).toEqual(all);
  });

  it("continue where the server's copy ends, after a reload", async () => {
    server.held.set("t1", all.slice(0, 20));
    await (await kept()).run();
    expect(server.sent).toEqual([[20, 40]]);
  });

  it("are awaited as long as the recorder is running", async () => {
    const sender = senderOf(0);
    const running = sender.run();
    for (const at of [0, 20]) {
      await disk.add("t1", at, bytes(20, at));
      sender.grow(at + 20);
      await expect.poll(() => sender.unsent).toBe(0);
    }
    sender.complete();
    expect(await running).toBe("sent");
    expect(server.held.get("t1")).toEqual(all.slice(0, 40));
  });
});

it("keeps its bytes while another person's cookie is in this browser, and continues afterwards", async () => {
  server.faults.push(...Array.from({ length: 5 }, () => new RoomError(401)));
  const sender = await kept();
  expect(await sender.run()).toBe("sent");
  expect([waits.length, sender.lost]).toEqual([5, 0]);
  expect(server.held.get("t1")).toEqual(all);
});

describe("a slice that isn't accepted", () => {
  it("is sent again unchanged, even if more is waiting by then", async () => {
    server.faults.push("unheard", new RoomError(0), new RoomError(503, {}, 7));
    const sender = await kept(25);
    expect(await sender.run()).toBe("sent");
    expect(server.sent.slice(0, 4)).toEqual([[0, 25], [0, 25], [0, 25], [0, 25]]); // prettier-ignore
    expect(server.held.get("t1")).toEqual(all);
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[2]).toBeGreaterThanOrEqual(7_000);
  });

  it("is sent again if it was damaged on the way", async () => {
    server.faults.push(refusal(400, "DIGEST"));
    expect(await (await kept()).run()).toBe("sent");
  });

  it("is skipped if the server already has its bytes", async () => {
    server.faults.push(refusal(409, "OTHER_BYTES", 20));
    server.held.set("t1", []);
    const sender = await kept();
    const running = sender.run();
    server.held.set("t1", all.slice(0, 20));
    expect(await running).toBe("sent");
    expect(server.held.get("t1")).toEqual(all);
  });

  it("is sent again if the server doesn't know its take", async () => {
    server.faults.push(refusal(404));
    expect(await (await kept()).run()).toBe("sent");
  });

  it("is halved if it is too large", async () => {
    server.faults.push(refusal(413, "SLICE"));
    await (await kept()).run();
    expect(server.sent[1]).toEqual([0, 30]);
    expect(server.held.get("t1")).toEqual(all);
  });
});

describe("a refusal", () => {
  it.each([
    [refusal(403, "NOT_AGREED", undefined, "FORBIDDEN"), "refused"],
    [refusal(403, undefined, undefined, "PLAN_LIMIT_EXCEEDED"), "space"],
    [refusal(413, "SECONDS"), "limit"],
    [refusal(415, "TYPE"), "type"],
    [refusal(400), "fault"],
    [refusal(409, "SESSION_OVER"), "over"],
    [refusal(409, "ENDED"), "broken"],
    [refusal(409, "GAP", 0), "broken"],
  ])("ends the take: %o is %s", async (fault, outcome) => {
    server.faults.push(fault);
    expect(await (await kept()).run()).toBe(outcome);
    expect(disk.takes.size + disk.slices.size).toBe(0);
    expect(waits).toEqual([]);
  });

  it("ends the take if it is unknown to the server for the second time", async () => {
    server.faults.push(refusal(404), refusal(404));
    expect(await (await kept()).run()).toBe("refused");
  });
});
