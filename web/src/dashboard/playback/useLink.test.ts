import { afterEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { takeFiles } from "./useLink";

const FILE = "https://elsewhere.example.com/media/token";

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ["its mark, if the file can't contain it", { markUrl: `${FILE}/mark` }, ["/media/token", "/media/token/mark"]],
  ["nothing else, if there is no such mark", { markUrl: null }, ["/media/token"]],
  ["nothing else, from a host of the previous version", {}, ["/media/token"]],
])("saves a recording with %s", async (_, more, files) => {
  const data = { url: FILE, type: "video/webm", bytes: 1, seconds: 1, expiresAt: "", ...more };
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data }, response: new Response() } as never);
  expect(await takeFiles("r1")).toEqual(files);
});
