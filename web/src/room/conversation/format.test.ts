import { describe, expect, it, vi } from "vitest";

import { markPassed, minutesLeft, secondsLeft, warningAt } from "../status/clock";
import { compose, taskOf } from "../composer/composing";
import { NOTHING } from "../composer/drafts";
import { dayAndTime, languageName, splitAsk, splitQuotes } from "./format";
import { charactersLeft, charactersOver } from "../composer/limits";
import { verdictOf } from "../link/protocol";
import { after, message, open, question, view } from "../link/testing";

describe("the question in an interviewer's message", () => {
  it.each([
    ["Thanks. What broke?", "What broke?", { before: "Thanks.", question: "What broke?", after: "" }],
    ["What broke? Take your time.", "What broke?", { before: "", question: "What broke?", after: "Take your time." }],
    ["You said “it fell over”. Why?", null, { before: "You said “it fell over”.", question: "Why?", after: "" }],
    ["你提到“队列满了”。你先看了什么？", null, { before: "你提到“队列满了”。", question: "你先看了什么？", after: "" }],
    ["您提到“两小时”：是什么样子？", null, { before: "您提到“两小时”：", question: "是什么样子？", after: "" }],
    [
      "You said “we failed over”: who is we?",
      null,
      { before: "You said “we failed over”:", question: "who is we?", after: "" },
    ],
    [
      "What did “failed over” mean to you?",
      null,
      { before: "", question: "What did “failed over” mean to you?", after: "" },
    ],
    ["Did v2.1 help?", null, { before: "", question: "Did v2.1 help?", after: "" }],
    ["What did you do?", null, { before: "", question: "What did you do?", after: "" }],
    ["Tell me more.", null, { before: "", question: "Tell me more.", after: "" }],
    ["We used v2.1. Tell me why.", "Other", { before: "", question: "We used v2.1. Tell me why.", after: "" }],
  ])("%s", (content, asked, parts) => {
    expect(splitAsk(content, asked)).toEqual(parts);
  });
});

it.each([
  ["en", ["de-DE", "en-GB"], "14 November 2026 at"],
  ["en", ["en-US"], "November 14, 2026 at"],
  ["en", ["de-DE"], "November 14, 2026 at"],
  ["zh-Hans", ["en-GB"], "2026年11月14日"],
])("writes a date in the page's language (%s) for a reader of %s", (locale, languages, day) => {
  vi.stubGlobal("navigator", { languages });
  expect(dayAndTime("2026-11-14T10:36:00.000Z", locale)).toContain(day);
  vi.unstubAllGlobals();
});

it("names a language, and shows an unknown tag as is", () => {
  expect(languageName("zh", "en")).toBe("Chinese");
  expect(languageName("de-DE-u-co-phonebk", "en")).toBe("de-DE-u-co-phonebk");
});

describe("quotes", () => {
  const said = "The queue filled up during the sale.";

  it("are separate parts if the candidate said them", () => {
    const parts = splitQuotes("You said “the queue filled up…” and not “the moon”.", said);
    expect(parts.filter((part) => part.isQuote).map((part) => part.text)).toEqual(["“the queue filled up…”"]);
    expect(parts.map((part) => part.text).join("")).toBe("You said “the queue filled up…” and not “the moon”.");
  });

  it("aren't found if nothing is quoted", () => {
    expect(splitQuotes("Why?", said)).toEqual([{ text: "Why?", isQuote: false }]);
  });
});

describe("the clock", () => {
  const clock = { remainingSeconds: 600, isRunning: true, canExtend: true, serverAt: "" };

  it("counts down from the server's time, and stops if the server's clock is stopped", () => {
    expect(secondsLeft(clock, 60_000)).toBe(540);
    expect(secondsLeft({ ...clock, isRunning: false }, 60_000)).toBe(600);
    expect(secondsLeft(clock, 900_000)).toBe(0);
    expect(secondsLeft(clock, -5_000)).toBe(600);
  });

  it.each([
    [1_085, 18],
    [89, 1],
    [91, 2],
    [5, 1],
  ])("shows %i seconds as %i minutes", (seconds, minutes) => {
    expect(minutesLeft(seconds)).toBe(minutes);
  });

  it.each([
    [301, 1_800, "none"],
    [300, 1_800, "five_minutes"],
    [60, 1_800, "last_minute"],
    [250, 600, "none"],
    [150, 600, "five_minutes"],
    [300, null, "five_minutes"],
  ])("warns with %i of %s seconds left: %s", (seconds, limit, warning) => {
    expect(warningAt(seconds, limit)).toBe(warning);
  });

  it("reports 10, 5 and 1 minutes once", () => {
    expect([
      markPassed(601, 600),
      markPassed(600, 599),
      markPassed(301, 299),
      markPassed(61, 60),
      markPassed(100, 90),
    ]).toEqual([10, null, 5, 1, null]);
  });
});

describe("the length of an answer", () => {
  it("is shown only near the limit, and counts an emoji as one", () => {
    expect(charactersLeft("short")).toBeNull();
    expect(charactersLeft("x".repeat(19_500))).toBe(500);
    expect(charactersLeft("😀".repeat(19_500))).toBe(500);
    expect(charactersOver({ ...NOTHING, text: "x".repeat(20_003) })).toBe(3);
    expect(charactersOver({ ...NOTHING, text: "", choice: [], code: "x".repeat(50_001) })).toBe(1);
  });
});

describe("a composed answer", () => {
  const draft = { ...NOTHING, text: " Because. ", choice: ["A"], code: null };
  const at = (part: Parameters<typeof question>[0], messages = [message(1)]) =>
    after([open(view("your_turn", { question: question(part) }), messages)]);

  it("contains the text and the choice, and is null if both are empty", () => {
    const model = at({ type: "SINGLE_CHOICE", options: ["A", "B"] });
    expect(compose(model, draft)).toEqual({ text: "Because.", data: { choice: ["A"] } });
    expect(compose(model, { ...NOTHING, text: " " })).toBeNull();
  });

  it("can contain an answer that isn't among the options", () => {
    const model = at({ type: "SINGLE_CHOICE", options: ["A", "B"] });
    expect(compose(model, { ...NOTHING, other: " Both. " })).toEqual({ text: "", data: { other: "Both." } });
  });

  it("names the language of code: the chosen one, else the one last sent, else the guess", () => {
    const coding = { type: "CODING", codeLanguage: "javascript" } as const;
    expect(compose(at(coding), { ...NOTHING, code: "1" })?.data.code?.language).toBe("javascript");
    const data = { code: { language: "go", text: "2" } };
    const sent = at(coding, [message(1), message(2, { role: "user", kind: "answer", data })]);
    expect(compose(sent, { ...NOTHING, code: "1" })?.data.code?.language).toBe("go");
    expect(compose(sent, { ...NOTHING, code: "1", language: "rust" })?.data.code?.language).toBe("rust");
  });

  it("has no choice at a follow-up or after one was made", () => {
    const followed = [message(1), message(2, { kind: "follow_up" })];
    expect(taskOf(at({ type: "SINGLE_CHOICE", options: ["A"] }, followed))).toBe("words");
    const chosen = [message(1), message(2, { role: "user", kind: "answer", data: { choice: ["A"] } })];
    expect(taskOf(at({ type: "SINGLE_CHOICE", options: ["A"] }, chosen))).toBe("words");
  });

  it("has code only if it changed", () => {
    const model = at({ type: "CODING", starterCode: "def f():" });
    expect(compose(model, { ...NOTHING, text: "" })).toBeNull();
    expect(compose(model, { ...NOTHING, text: "", choice: [], code: "def f(): pass" })?.data.code?.text).toBe(
      "def f(): pass",
    );
    const code = { language: "", text: "def f(): pass" };
    const sent = at({ type: "CODING" }, [message(1), message(2, { role: "user", kind: "answer", data: { code } })]);
    expect(compose(sent, { ...NOTHING, text: "", choice: [], code: code.text })).toBeNull();
  });

  it("contains a description for a whiteboard question", () => {
    const model = at({ type: "WHITEBOARD" });
    expect(compose(model, { ...NOTHING, text: "A box." })).toEqual({
      text: "",
      data: { whiteboard: { text: "A box.", board: null } },
    });
  });

  it("has a drawing only if it changed, and otherwise only text", () => {
    const whiteboard = { text: "", board: "b1" };
    const sent = at({ type: "WHITEBOARD" }, [
      message(1),
      message(2, { role: "user", kind: "answer", data: { whiteboard } }),
      message(3, { kind: "follow_up" }),
    ]);
    expect(taskOf(sent)).toBe("whiteboard");
    expect(compose(sent, { ...NOTHING, board: "b1" })).toBeNull();
    expect(compose(sent, { ...NOTHING, text: "Fewer.", board: "b1" })).toEqual({ text: "Fewer.", data: {} });
    expect(compose(sent, { ...NOTHING, text: "Fewer.", board: "b2" })?.data.whiteboard?.board).toBe("b2");
  });
});

it.each([
  [1001, "reconnect"],
  [1006, "reconnect"],
  [1011, "reconnect"],
  [1012, "reconnect"],
  [1009, "too_large"],
  [4413, "too_large"],
  [4999, "reconnect"],
])("close code %i: %s", (code, verdict) => {
  expect(verdictOf(code)).toBe(verdict);
});
