import { expect, test } from "vitest";

import { lackOf, nameOfLanguage, type Voice } from "./voice";

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
