import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";

import { Gap } from "../../../ui/language/Gap";
import { AnswerTime, TimeScale } from "./AnswerTime";
import { FigureLink } from "../FigureLink";
import { SessionScale } from "../Figures";
import { type Outcome, useOutcomeNames } from "./outcomes";
import { behindAddress, type Range } from "../range";
import { ticksOf } from "../scales";
import { type Fill, Strip, Swatch } from "../Strip";
import type { QuestionFigures } from "../useInsights";

interface QuestionStripsProps {
  questions: readonly QuestionFigures[];
  interviewId: string;
  range: Range;
}

const OUTCOMES: readonly (readonly [Outcome, Fill])[] = [
  ["answered", "plain"],
  ["skipped", "soft"],
  ["left", "level-1"],
  ["unreached", "none"],
];

const longestOf = (questions: readonly QuestionFigures[]) =>
  Math.max(60, ...questions.map(({ highSeconds }) => highSeconds ?? 0));

/** Each question in one line: how many answered it, skipped it and left at it, and how long answers took. */
export function QuestionStrips({ questions, interviewId, range }: QuestionStripsProps) {
  const { t } = useLingui();
  const id = useId();
  const left = questions.reduce((sum, question) => sum + question.left, 0);
  const whole = Math.max(0, ...questions.map(totalOf));
  const ticks = ticksOf(longestOf(questions));
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t-2 border-ink pt-4">
      <div className="grid max-w-(--measure) gap-1">
        <h2 id={id} className="text-lead font-[650]">
          <Trans>Questions: drop-off and time</Trans>
        </h2>
        <p className="text-ink-2">
          <Plural
            value={left}
            _0="No sessions ended at an unanswered question."
            one="# session ended at an unanswered question."
            other="# sessions ended at an unanswered question."
          />
          <Gap />
          <Trans>Times cover only candidates who answered and include follow-ups.</Trans>
        </p>
      </div>
      <Legend />
      <table role="table" aria-labelledby={id} className="w-full border-collapse">
        <thead role="rowgroup" className="hidden wide:table-header-group">
          <tr role="row" className="text-label text-ink-2">
            <Head>{t`Question`}</Head>
            <Head>
              {t`People`}{" "}
              <span className="block text-meta font-normal">
                <SessionScale sessions={whole} />
              </span>
            </Head>
            <Head>
              {t`Time`} <TimeScale ticks={ticks} />
            </Head>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {questions.map((question, index) => (
            <tr
              key={question.questionId}
              role="row"
              className="grid gap-2 border-b border-line py-3 wide:table-row wide:py-0 print:break-inside-avoid"
            >
              <th
                role="rowheader"
                scope="row"
                className="text-start font-normal wide:w-1/3 wide:py-3 wide:pe-4 wide:align-top"
              >
                <span dir="auto" className="[overflow-wrap:anywhere]">
                  <span className="font-mono text-meta text-ink-2">{index + 1}</span>{" "}
                  {question.isCurrent ? question.text : t`${question.text} (no longer asked)`}
                </span>
              </th>
              <td role="cell" className="wide:w-1/3 wide:py-3 wide:pe-6 wide:align-top">
                <Outcomes question={question} whole={whole} interviewId={interviewId} range={range} />
              </td>
              <td role="cell" className="wide:w-1/3 wide:py-3 wide:align-top">
                <AnswerTime question={question} longest={ticks.at(-1) ?? 60} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ children }: { children: ReactNode }) {
  return (
    <th role="columnheader" scope="col" className="border-b border-line py-2 pe-6 text-start align-bottom last:pe-0">
      {children}
    </th>
  );
}

function totalOf({ answered, skipped, left, unreached }: QuestionFigures): number {
  return answered + skipped + left + unreached;
}

function Legend() {
  const names = useOutcomeNames();
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
      {OUTCOMES.map(([outcome, fill]) => (
        <li key={outcome} className="inline-flex items-center gap-1.5">
          <Swatch fill={fill} />
          {names[outcome]}
        </li>
      ))}
      <li className="inline-flex items-center gap-1.5">
        <svg viewBox="0 0 24 12" className="h-3 w-6">
          <rect y="3" width="24" height="6" className="fill-level-2" />
          <rect x="10" width="3" height="12" className="fill-ink" />
        </svg>
        <Trans>the middle half of answer times, with the median</Trans>
      </li>
    </ul>
  );
}

function Outcomes({
  question,
  whole,
  interviewId,
  range,
}: { question: QuestionFigures; whole: number } & Omit<QuestionStripsProps, "questions">) {
  const names = useOutcomeNames();
  const parts = OUTCOMES.map(([outcome, fill]) => ({ outcome, name: names[outcome], value: question[outcome], fill }));
  return (
    <div className="grid gap-1">
      <Strip parts={parts} whole={whole} />
      <span className="flex flex-wrap gap-x-4 text-label text-ink-2">
        {parts
          .filter(({ value }) => value > 0)
          .map(({ outcome, name, value }) => (
            <span key={outcome}>
              {name}{" "}
              <FigureLink
                to={behindAddress(interviewId, { question: question.questionId, outcome }, range)}
                name={`${question.text}, ${name}: ${String(value)}`}
              >
                {value}
              </FigureLink>
            </span>
          ))}
      </span>
    </div>
  );
}
