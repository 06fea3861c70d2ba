import { describe, expect, it } from "vitest";

import { difference } from "./difference";
import type { DraftEvent } from "./events";
import { restarted, changeProposal, fileOf, kept, NOTHING, withEvent } from "./proposals";

const PROBE = { when: "SHORT", text: "How did that go?", about: null } as const;

const question = (text: string, ...criteria: string[]): DraftEvent => ({
  type: "question",
  question: { text, type: "OPEN_ENDED", description: null, options: null, criteria, probes: [] },
});

function fail(): never {
  throw new Error("There is no such question.");
}

const WISH = {
  goal: "x",
  document: "",
  url: null,
  source: "JOB",
  purpose: "HIRING",
  level: null,
  minutes: 20,
  language: "en",
} as const;

describe("a draft", () => {
  const events: DraftEvent[] = [
    { type: "interview", interview: { title: "Baker", objective: "Nights" } },
    { type: "criterion", criterion: { name: "Own part", description: "", anchors: [] } },
    question("First?", "Own part"),
    question("Second?", "Nothing"),
  ];
  const draft = events.reduce(withEvent, { ...NOTHING, phase: "drafting" });

  it("keeps accepted and dropped questions while more arrive", () => {
    const looked = changeProposal(changeProposal(draft, "0", { isDropped: true }), "1", { isAccepted: true });
    const more = withEvent(looked, question("Third?"));
    expect(kept(more).map((one) => [one.question.text, one.isAccepted])).toEqual([
      ["Second?", true],
      ["Third?", false],
    ]);
  });

  it("is replaced by another draft, except for a question that was reworded and accepted", () => {
    const worded = {
      question: { ...(kept(draft)[1]?.question ?? fail()), text: "Second, in my words?" },
      isAccepted: true,
    };
    const again = withEvent(restarted(changeProposal(draft, "1", worded)), question("Third?"));
    expect(again).toMatchObject({ phase: "drafting", title: "", criteria: [] });
    expect(again.proposals.map((one) => [one.key, one.question.text])).toEqual([
      ["0", "Second, in my words?"],
      ["1", "Third?"],
    ]);
  });

  it("is replaced by another draft, except for a wording that is still being edited", () => {
    const again = withEvent(
      restarted(changeProposal(draft, "1", { typed: "Second, in my words?" })),
      question("Third?"),
    );
    expect(again.proposals.map((one) => [one.question.text, one.typed ?? null])).toEqual([
      ["Second, in my words?", null],
      ["Third?", null],
    ]);
  });

  it("keeps an accepted or reworded question as one that is drafted again, with its new criteria", () => {
    const accepted = changeProposal(draft, "0", { isAccepted: true });
    const worded = changeProposal(accepted, "1", { typed: "Second, in my words?" });
    const arrived = [question("Third?"), question("Second?", "Honesty"), question("First?")];
    const again = arrived.reduce(withEvent, restarted(restarted(worded)));
    expect(again.proposals.map((one) => [one.key, one.question.text, one.question.criteria, one.isAccepted])).toEqual([
      ["0", "First?", [], true],
      ["1", "Second, in my words?", ["Honesty"], true],
      ["2", "Third?", [], false],
    ]);
  });

  it("becomes a file whose criteria refer to the remaining questions by index", () => {
    const file = fileOf(
      changeProposal(withEvent(draft, question("Third?", "Own part")), "1", { isDropped: true }),
      WISH,
      false,
    );
    expect(file.questions.map(({ text }) => text)).toEqual(["First?", "Third?"]);
    expect(file.interview.assessmentCriteria[0]).toMatchObject({ name: "Own part", questions: [0, 1] });
  });

  it("exports a question's follow-ups, and null if it has none, so that the server suggests some", () => {
    const prepared = question("Third?");
    if (prepared.question) prepared.question.probes = [PROBE];
    const file = fileOf(withEvent(draft, prepared), WISH, false);
    expect(file.questions.map(({ probes }) => probes)).toEqual([null, null, [PROBE]]);
  });

  it("becomes an interview that isn't live yet, with voice if the server has it", () => {
    expect(fileOf(draft, WISH, true)).toMatchObject({ isDraft: true, interview: { voiceEnabled: true } });
    expect(fileOf(draft, WISH, false).interview.voiceEnabled).toBe(false);
  });

  it("names what was left out, and why", () => {
    const leftOutParts = [{ part: "QUESTION" as const, text: "Why?", reasons: ["LENGTH" as const] }];
    expect(withEvent(draft, { type: "end", reason: "DONE", leftOutParts }).leftOut).toEqual(leftOutParts);
  });

  it("is cut off if it ends before it is done or an error arrives instead", () => {
    expect(withEvent(draft, { type: "end", reason: "DEADLINE" }).phase).toBe("cut");
    expect(withEvent(draft, { type: "error", code: "X", message: "y" }).phase).toBe("cut");
    expect(withEvent(draft, { type: "end", reason: "DONE" }).phase).toBe("done");
  });
});

describe("a difference", () => {
  it("names what is removed and added, word by word", () => {
    expect(difference("Tell me about a night.", "Tell me about your last night.")).toEqual([
      { kind: "same", text: "Tell me about " },
      { kind: "gone", text: "a" },
      { kind: "new", text: "your last" },
      { kind: "same", text: " night." },
    ]);
  });

  it("keeps a word that is only followed by other punctuation", () => {
    expect(difference("Backend engineer", "Backend engineer, first conversation")).toEqual([
      { kind: "same", text: "Backend engineer" },
      { kind: "new", text: ", first conversation" },
    ]);
  });

  it("keeps the words and the indentation of code", () => {
    expect(difference("def double(x):\n    ...", "def double(x: int):\n    ...")).toEqual([
      { kind: "same", text: "def double(x" },
      { kind: "new", text: ": int" },
      { kind: "same", text: "):\n    ..." },
    ]);
  });

  it("goes character by character in Chinese, and replaces very long texts as a whole", () => {
    expect(difference("夜班", "早班")).toEqual([
      { kind: "gone", text: "夜" },
      { kind: "new", text: "早" },
      { kind: "same", text: "班" },
    ]);
    expect(difference("a ".repeat(700), "b").map(({ kind }) => kind)).toEqual(["gone", "new"]);
  });
});
