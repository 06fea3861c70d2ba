import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { canSpeak, lackOf, nameOfLanguage, type Voice, voiceQuery } from "./voice";

const engine = (...languages: string[]) => ({ engine: "embedded", languages, problem: null });
const VOICE: Voice = { mouth: engine("en"), ear: engine("en", "zh"), places: null };

test("a language is matched by its primary subtag", () => {
  expect(lackOf(VOICE, "en-GB")).toBe("nothing");
  expect(lackOf(VOICE, "zh-Hans")).toBe("voice");
  expect(lackOf(VOICE, "de")).toBe("stt");
});

test("missing speech-to-text is reported even if the language has a voice", () => {
  expect(lackOf({ ...VOICE, ear: engine() }, "en")).toBe("stt");
});

test("a language has its name, without the extensions of its tag", () => {
  expect(nameOfLanguage("de-DE-u-co-phonebk", "en")).toBe("German (Germany)");
  expect(nameOfLanguage("zh-Hans", "en")).toBe("Simplified Chinese");
});

test("an invalid language tag is shown as is", () => {
  expect(nameOfLanguage("zh", "en")).toBe("Chinese");
  expect(nameOfLanguage("no such tag", "en")).toBe("no such tag");
});

test("voice is suggested only for a language with both speech-to-text and a voice", async () => {
  const client = new QueryClient();
  client.setQueryData(voiceQuery.queryKey, VOICE);
  expect(await canSpeak(client, "en-GB")).toBe(true);
  expect(await canSpeak(client, "zh-Hans")).toBe(false);
});

test("voice isn't suggested if the server can't be reached", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryDefaults(voiceQuery.queryKey, { queryFn: () => Promise.reject(new Error("offline")) });
  expect(await canSpeak(client, "en")).toBe(false);
});
