import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";

const TOO_LITTLE = msg({ message: "Too little to judge: {words} words, and at least {needed} are needed." });

/** The server's sentences about a report, in English (src/aural/reports), by words that only one of them contains. */
const KNOWN: readonly (readonly [RegExp, MessageDescriptor])[] = [
  [/^Written without a model: quotes and coverage/, msg`Written without a model: only quotes and coverage, no scores.`],
  [/^Written without a model: quotes only/, msg`Written without a model: only quotes. Findings need a model.`],
  [/didn't agree to the connected/, msg`The candidate didn’t agree to the model: only quotes and coverage, no scores.`],
  [/tokens are used up/, msg`This month’s AI tokens are used up: only quotes, written without a model.`],
  [/^The model did not answer/, msg`The model didn’t answer: only quotes and coverage. It will be asked again.`],
  [/could be tied to the/, msg`No claim of the model could be tied to the candidate’s words. Written without it.`],
  [/gave no answer\.$/, msg`Nothing to judge: the candidate gave no answer.`],
  [/every answer was set aside/, msg`Nothing to judge: every answer was set aside or left out.`],
  [/no answer bears on/, msg`Nothing to judge: no answer bears on what was asked.`],
  [/characters typed at random/, msg`Nothing to judge: the answers are random characters.`],
  [/random order/, msg`Nothing to judge: the answers are words in a random order.`],
  [/placeholder text/, msg`Nothing to judge: the answers are placeholder text.`],
  [/over and over/, msg`Nothing to judge: the answers repeat the same words.`],
  [/only repeat the (?:words of the )?questions/, msg`Nothing to judge: the answers only repeat the questions.`],
  [/nothing to do with|about something other/, msg`Nothing to judge: the answers aren’t about the questions.`],
  [/nothing is described or claimed/, msg`Nothing to judge: the answers describe and claim nothing.`],
  [/texts from elsewhere/, msg`Nothing to judge: the answers are copied texts that answer no question.`],
  [/cannot be understood/, msg`Nothing to judge: the answers can’t be understood.`],
  [
    /heard too unclearly/,
    msg`The answers weren’t heard clearly enough to judge. Listen to the recording if one exists.`,
  ],
  [/contain (?<words>\d+) words?, and at least (?<needed>\d+)/, TOO_LITTLE],
];

/** Why a report is as it is, in the language of the page if the sentence is known, and otherwise marked as English. */
export function ReportReason({ reason }: { reason: string | null }) {
  const { i18n } = useLingui();
  if (reason === null || i18n.locale.startsWith("en")) return reason;
  for (const [pattern, said] of KNOWN) {
    const found = pattern.exec(reason);
    if (found !== null) return i18n._({ ...said, values: found.groups ?? {} });
  }
  return <span lang="en">{reason}</span>;
}
