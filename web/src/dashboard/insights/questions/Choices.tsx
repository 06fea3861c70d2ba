import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useId } from "react";

import { SessionScale } from "../Figures";
import { percentOf } from "../scales";
import { Strip } from "../Strip";
import type { ChoiceFigures, QuestionFigures } from "../useInsights";

interface Row {
  id: string;
  text: string;
  count: number;
}

/** How often each option of choice questions was chosen. */
export function Choices({ questions }: { questions: readonly QuestionFigures[] }) {
  const id = useId();
  const chosen = questions.flatMap((question) =>
    question.choices === null || question.choices.answered === 0 ? [] : [{ question, choices: question.choices }],
  );
  if (chosen.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-6 border-t-2 border-ink pt-4">
      <div className="grid max-w-(--measure) gap-1">
        <h2 id={id} className="text-lead font-[650]">
          <Trans>Options chosen</Trans>
        </h2>
        <p className="text-ink-2">
          <Trans>
            Each session’s last choice counts. Where people can choose several options, the percentages can add up to
            more than 100%.
          </Trans>
        </p>
      </div>
      <div className="grid gap-10 wide:grid-cols-2">
        {chosen.map(({ question, choices }) => (
          <OneQuestion key={question.questionId} question={question} choices={choices} />
        ))}
      </div>
    </section>
  );
}

function OneQuestion({ question, choices }: { question: QuestionFigures; choices: ChoiceFigures }) {
  const { t } = useLingui();
  const id = useId();
  const { answered, other } = choices;
  const rows: Row[] = choices.options.map(({ text: option, count, isCurrent }, at) => ({
    id: String(at),
    text: isCurrent ? option : t`${option} (no longer offered)`,
    count,
  }));
  if (other > 0) rows.push({ id: "other", text: t`Other, in their own words`, count: other });
  return (
    <div className="grid content-start gap-2 print:break-inside-avoid">
      <h3 id={id} dir="auto" className="text-read font-[650] [overflow-wrap:anywhere]">
        {question.isCurrent ? question.text : t`${question.text} (no longer asked)`}
      </h3>
      <p className="text-meta text-ink-2">
        <SessionScale sessions={answered} />
      </p>
      <table role="table" aria-labelledby={id} className="w-full border-collapse">
        <thead role="rowgroup" className="sr-only">
          <tr role="row">
            <th role="columnheader" scope="col">{t`Option`}</th>
            <th role="columnheader" scope="col">{t`Sessions`}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <OptionRow key={row.id} row={row} answered={answered} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OptionRow({ row: { text, count }, answered }: { row: Row; answered: number }) {
  const percent = Math.round(percentOf(count, answered));
  return (
    <tr role="row" className="grid gap-1 py-2 wide:table-row">
      <th
        role="rowheader"
        scope="row"
        dir="auto"
        className="text-start align-top font-normal [overflow-wrap:anywhere] wide:w-2/5 wide:py-2 wide:pe-4"
      >
        {text}
      </th>
      <td role="cell" className="wide:py-2">
        <Strip parts={[{ name: text, value: count, fill: "plain" }]} whole={answered} />
        <span className="block text-label text-ink-2 tabular-nums">
          <Plural value={count} one={`# session (${percent}%)`} other={`# sessions (${percent}%)`} />
        </span>
      </td>
    </tr>
  );
}
