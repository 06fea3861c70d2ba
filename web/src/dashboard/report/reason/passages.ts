import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

const NO_MODEL =
  "Written without a model: quotes and coverage only, nothing is scored. Connect a model to have answers scored.";
const AWAY =
  "The model did not answer, so this was written without it: quotes and coverage only, nothing is scored. It is asked again later, and this report is replaced when it answers. Run `aural doctor` to check whether it works.";
const UNCLEAR =
  "The answers were heard too unclearly to judge: the recognizer is unsure of most words. Listen to the recording if there is one, or ask the PERSON to correct the transcript.";

/** The server's passages about a report (src/aural/reports). PERSON is a candidate or a participant. */
const KNOWN: readonly (readonly [string, MessageDescriptor])[] = [
  [NO_MODEL, msg`Written without a model: only quotes and coverage, no scores.`],
  [
    "Written without a model: quotes only. Connect a model to have findings written.",
    msg`Written without a model: only quotes. Findings need a model.`,
  ],
  [
    "The PERSON didn't agree to the connected model, so this was written without one: quotes and coverage only, nothing is scored.",
    msg`The candidate didn’t agree to the model: only quotes and coverage, no scores.`,
  ],
  [
    "This month's AI tokens are used up, so this was written without a model: quotes only, nothing is scored.",
    msg`This month’s AI tokens are used up: only quotes, written without a model.`,
  ],
  [AWAY, msg`The model didn’t answer: only quotes and coverage. It will be asked again.`],
  [
    "Nothing that the model wrote could be tied to the PERSON's words, so this was written without it.",
    msg`No claim of the model could be tied to the candidate’s words. Written without it.`,
  ],
  [
    "Nothing in the judgement could be tied to the PERSON's own words.",
    msg`Nothing in the report could be tied to the candidate’s own words.`,
  ],
  [
    "The model decided this; the transcript shows what was said.",
    msg`A model decided this. The transcript shows what was said.`,
  ],
  ["There is nothing to judge: the PERSON gave no answer.", msg`Nothing to judge: the candidate gave no answer.`],
  [
    "There is nothing to judge: every answer was set aside, for a reported problem or by the PERSON.",
    msg`Nothing to judge: every answer was set aside or left out.`,
  ],
  [
    "There is nothing to judge: no answer bears on what was asked.",
    msg`Nothing to judge: no answer bears on what was asked.`,
  ],
  [
    "There is nothing to judge: the answers are characters typed at random.",
    msg`Nothing to judge: the answers are random characters.`,
  ],
  [
    "There is nothing to judge: the answers are words in a random order that form no sentences.",
    msg`Nothing to judge: the answers are words in a random order.`,
  ],
  [
    "There is nothing to judge: the answers are placeholder text (lorem ipsum).",
    msg`Nothing to judge: the answers are placeholder text.`,
  ],
  [
    "There is nothing to judge: the answers repeat the same words over and over.",
    msg`Nothing to judge: the answers repeat the same words.`,
  ],
  [
    "There is nothing to judge: the answers only repeat the words of the questions.",
    msg`Nothing to judge: the answers only repeat the questions.`,
  ],
  [
    "There is nothing to judge: the answers only repeat the questions, in the same words or in others.",
    msg`Nothing to judge: the answers only repeat the questions.`,
  ],
  [
    "There is nothing to judge: the answers are texts that have nothing to do with the questions.",
    msg`Nothing to judge: the answers aren’t about the questions.`,
  ],
  [
    "There is nothing to judge: all answers are about something other than the questions.",
    msg`Nothing to judge: the answers aren’t about the questions.`,
  ],
  [
    "There is nothing to judge: the answers are fluent sentences in which nothing is described or claimed.",
    msg`Nothing to judge: the answers describe and claim nothing.`,
  ],
  [
    "There is nothing to judge: the answers are texts from elsewhere that answer none of the questions.",
    msg`Nothing to judge: the answers are copied texts that answer no question.`,
  ],
  [
    "There is nothing to judge: the answers cannot be understood.",
    msg`Nothing to judge: the answers can’t be understood.`,
  ],
  [UNCLEAR, msg`The answers weren’t heard clearly enough to judge. Listen to the recording if one exists.`],
];

/** A passage with numbers in it. The groups of the pattern are the values of the message. */
type Counted = readonly [RegExp, MessageDescriptor];

/** The server's passages with numbers, among them its notes on how the session went (analysis/notes.py). */
const COUNTED: readonly Counted[] = [
  [
    /There is too little to judge: the answers contain (?<words>\d+) words?, and at least (?<needed>\d+) are needed\./y,
    msg({ message: "Too little to judge: {words} words, and at least {needed} are needed." }),
  ],
  [
    /This judges the answers as corrected \(revision (?<revision>\d+)\)\./y,
    msg({ message: "Written from the corrected answers (revision {revision})." }),
  ],
  [
    /The (?:candidate|participant) left (?<count>one|\d+) answers? out of judging\./y,
    msg({ message: "Answers that the candidate left out: {count}." }),
  ],
  [
    /The session paused (?<times>once|twice|\d+ times) \((?<lengths>[^)]+)\); this time does not count\./y,
    msg({ message: "Pauses: {times} ({lengths}). They don’t count as interview time." }),
  ],
  [
    /The session stopped for a reported problem (?<times>once|twice|\d+ times) \((?<lengths>[^)]+)\); this time does not count\./y,
    msg({ message: "Stops for a reported problem: {times} ({lengths}). They don’t count as interview time." }),
  ],
  [
    /The session was without a connection (?<times>once|twice|\d+ times) \((?<lengths>[^)]+)\); this time does not count\./y,
    msg({ message: "Lost connections: {times} ({lengths}). They don’t count as interview time." }),
  ],
  [
    /The (?:candidate|participant) reported (?<count>a|\d+) problems?; (?<answers>\d+) answers? (?:was|were) set aside for it\./y,
    msg({ message: "Reported problems: {count}. Answers set aside for that: {answers}." }),
  ],
  [
    /The (?:candidate|participant) reported (?<count>a|\d+) problems?\./y,
    msg({ message: "Reported problems: {count}." }),
  ],
  [
    /(?<count>One|\d+) answers? contains? (?:a passage that reads|passages that read) like an instruction to the interviewer; (?:it was|they were) left out and counts? neither way\./y,
    msg({ message: "Answers with instructions to the interviewer: {count}. The instructions were left out." }),
  ],
  [
    /(?<count>One|\d+) passages? (?:was|were) left out of this report because the (?:candidate|participant) may be disclosing something protected there, such as health, family or religion; the transcript keeps every word\./y,
    msg({
      message: "Passages left out because they may disclose something protected: {count}. The transcript keeps them.",
    }),
  ],
  [
    /The answers to (?<count>one|\d+) questions? were too long for the model: the end of them was not rated\./y,
    msg({ message: "Questions whose answers were too long for the model: {count}. The end wasn’t rated." }),
  ],
  [
    /The interview was too long for the model: the summary leaves out the end of its longest answers\./y,
    msg`The interview was too long for the model. The summary leaves out the end of its longest answers.`,
  ],
  [
    /(?<count>\d+) claims? by the model (?:was|were) left out of this report because (?:it does|they do) not follow from (?:its|their) quotes\./y,
    msg({ message: "Claims by the model without support in their quotes, left out: {count}." }),
  ],
  [
    /(?<count>\d+) explanations? of (?:a level|levels) (?:was|were) left out of this report: (?:it does|they do) not follow from what was said\./y,
    msg({ message: "Explanations of levels without support in the interview, left out: {count}." }),
  ],
];

const PEOPLE = ["candidate", "participant"];

export interface Passage {
  said: string;
  /** In the page's language; null if there is no translation. */
  shown: string | null;
}

/** The passages of the server's text about a report. Nothing of the text is left out. */
export function passagesOf(text: string, i18n: I18n): Passage[] {
  const passages: Passage[] = [];
  for (let at = 0; at < text.length;) {
    const known = findKnown(text, at, i18n);
    const end = text.indexOf(". ", at);
    const said = known?.said ?? text.slice(at, end === -1 ? undefined : end + 1);
    passages.push(known ?? { said, shown: null });
    at += said.length;
    while (text[at] === " ") at += 1;
  }
  return passages;
}

function findKnown(text: string, at: number, i18n: I18n): Passage | null {
  for (const [passage, shown] of KNOWN) {
    const said = PEOPLE.map((person) => passage.replaceAll("PERSON", person)).find((one) => text.startsWith(one, at));
    if (said !== undefined) return { said, shown: i18n._(shown) };
  }
  for (const [pattern, shown] of COUNTED) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null)
      return { said: found[0], shown: i18n._({ ...shown, values: valuesOf(found.groups ?? {}, i18n) }) };
  }
  return null;
}

const NUMBERS: Readonly<Record<string, string>> = { one: "1", a: "1", once: "1", twice: "2" };

/** The numbers in digits, and the lengths of time in the page's language. */
function valuesOf(groups: Readonly<Record<string, string>>, i18n: I18n): Record<string, string> {
  const valueOf = (name: string, value: string) =>
    name === "lengths" ? lengthsOf(value, i18n) : (NUMBERS[value.toLowerCase()] ?? value.replace(" times", ""));
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, valueOf(name, value)]));
}

function lengthsOf(lengths: string, i18n: I18n): string {
  const shown = lengths.split(", ").map((length) => {
    const { minutes, rest = "" } = /^(?:(?<minutes>\d+) min )?(?<rest>\d+) s$/.exec(length)?.groups ?? {};
    return minutes === undefined
      ? i18n._({ ...SECONDS, values: { seconds: rest } })
      : i18n._({ ...MINUTES, values: { minutes, rest } });
  });
  return new Intl.ListFormat(i18n.locale).format(shown);
}

const SECONDS = msg({ message: "{seconds} s" });
const MINUTES = msg({ message: "{minutes} min {rest} s" });
