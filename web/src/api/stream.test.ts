import { afterEach, describe, expect, it, vi } from "vitest";

import { ApiError } from "./error";
import { readEvents, streamEvents } from "./stream";

function bodyOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

async function collect(events: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const event of events) found.push(event);
  return found;
}

const read = (...chunks: string[]) => collect(readEvents(bodyOf(...chunks)));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("events", () => {
  it.each([
    ["cut in the middle", ['data: {"n":', "1}\n", '\ndata: {"n":2}\n\nda']],
    ["that end their lines as Windows does", ['data: {"n":1}\r', '\n\r\ndata: {"n":2}\r\n\r', "\n"]],
    ["that come together", ['data: {"n":1}\n\ndata: {"n":2}\n\n']],
    ["between comments", [': keep-alive\n\ndata: {"n":1}\n\n: keep-alive\n', '\ndata: {"n":2}\n\n']],
    ["with other fields", ['event: n\nid: 1\ndata: {"n":1}\n\nretry: 5\n\ndata:{"n":2}\n\n']],
    ["over several lines", ['data: {"n":\ndata: 1}\n\ndata: {"n":2}\n\n']],
  ])("%s are read whole", async (_how, chunks) => {
    expect(await read(...chunks)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("are dropped if the body ends before they are complete", async () => {
    expect(await read('data: {"n":1}\n')).toEqual([]);
  });
});

describe("a stream", () => {
  const answer = (response: Response) => {
    const ask = vi.fn<typeof fetch>().mockResolvedValue(response);
    vi.stubGlobal("fetch", ask);
    return ask;
  };
  const { signal } = new AbortController();

  it("is requested with its body as JSON", async () => {
    const ask = answer(new Response(bodyOf('data: {"n":1}\n\n')));
    expect(await collect(streamEvents("/drafts", { method: "POST", body: { goal: "x" }, signal }))).toEqual([{ n: 1 }]);
    expect(ask).toHaveBeenCalledWith(
      "/api/v1/drafts",
      expect.objectContaining({ method: "POST", body: '{"goal":"x"}' }),
    );
  });

  it("that is refused throws the server's error", async () => {
    answer(Response.json({ error: { code: "NO_MODEL", message: "Connect a model first." } }, { status: 409 }));
    await expect(collect(streamEvents("/drafts", { signal }))).rejects.toMatchObject({ status: 409, code: "NO_MODEL" });
  });

  it("that can't be requested throws an ApiError, unless it was aborted", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(collect(streamEvents("/drafts", { signal }))).rejects.toEqual(new ApiError(0));
    const ended = AbortSignal.abort(new Error("ended"));
    await expect(collect(streamEvents("/drafts", { signal: ended }))).rejects.toThrow("Failed to fetch");
  });
});
