import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { canSpeak, lackOf, nameOfLanguage, type Voice, voiceQuery } from "./voice";

const engine = (...languages: string[]) => ({ engine: "embedded", languages, problem: null });
const VOICE: Voice = { mouth: engine("en"), ear: engine("en", "zh"), places: null };

test("a language is known by its first part", () => {
  expect(lackOf(VOICE, "en-GB")).toBe("nothing");
  expect(lackOf(VOICE, "zh-Hans")).toBe("voice");
  expect(lackOf(VOICE, "de")).toBe("ear");
});

test("what is not heard goes by typing, be it spoken or not", () => {
  expect(lackOf({ ...VOICE, ear: engine() }, "en")).toBe("ear");
});

test("a tag that is none is shown as it is", () => {
  expect(nameOfLanguage("zh", "en")).toBe("Chinese");
  expect(nameOfLanguage("no such tag", "en")).toBe("no such tag");
});

test("voice is proposed only in a language that is heard and understood", async () => {
  const client = new QueryClient();
  client.setQueryData(voiceQuery.queryKey, VOICE);
  expect(await canSpeak(client, "en-GB")).toBe(true);
  expect(await canSpeak(client, "zh-Hans")).toBe(false);
});

test("voice is not proposed where the server cannot be asked", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryDefaults(voiceQuery.queryKey, { queryFn: () => Promise.reject(new Error("offline")) });
  expect(await canSpeak(client, "en")).toBe(false);
});
