import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { Fragment, type ReactNode } from "react";

import { Gap } from "../../ui/language/Gap";
import { Untranslated } from "../../ui/language/Untranslated";

const TOO_LITTLE = msg({ message: "Too little to judge: {words} words, and at least {needed} are needed." });

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

const PEOPLE = ["candidate", "participant"];
const COUNTED =
  /There is too little to judge: the answers contain (?<words>\d+) words?, and at least (?<needed>\d+) are needed\./y;

interface Passage {
  said: string;
  shown: MessageDescriptor | null;
}

/** The passages of a reason, each with its message if it's known. Nothing of the reason is left out. */
function passagesOf(reason: string): Passage[] {
  const passages: Passage[] = [];
  for (let at = 0; at < reason.length;) {
    const known = findKnown(reason, at);
    const end = reason.indexOf(". ", at);
    const said = known?.said ?? reason.slice(at, end === -1 ? undefined : end + 1);
    passages.push(known ?? { said, shown: null });
    at += said.length;
    while (reason[at] === " ") at += 1;
  }
  return passages;
}

function findKnown(reason: string, at: number): Passage | null {
  for (const [text, shown] of KNOWN) {
    const said = PEOPLE.map((person) => text.replaceAll("PERSON", person)).find((one) => reason.startsWith(one, at));
    if (said !== undefined) return { said, shown };
  }
  COUNTED.lastIndex = at;
  const found = COUNTED.exec(reason);
  return found === null ? null : { said: found[0], shown: { ...TOO_LITTLE, values: found.groups ?? {} } };
}

/** Why a report is as it is. Passages that aren't known in the page's language are marked as English. */
export function ReportReason({ reason }: { reason: string | null }): ReactNode {
  const { i18n } = useLingui();
  if (reason === null || i18n.locale.startsWith("en")) return reason;
  return passagesOf(reason).map(({ said, shown }, index) => (
    <Fragment key={said}>
      {index > 0 && <Gap />}
      {shown === null ? <Untranslated text={said} /> : i18n._(shown)}
    </Fragment>
  ));
}
