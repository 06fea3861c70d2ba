import { Plural, Trans } from "@lingui/react/macro";
import { useId } from "react";

import { Quote } from "./Themes";
import type { Finding, QuestionFigures } from "../useInsights";

/** In research, what participants say about each question, and what some of them say against it. */
export function Findings({ questions }: { questions: readonly QuestionFigures[] }) {
  const id = useId();
  const found = questions.filter(({ findings }) => findings.length > 0);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-6 border-t-2 border-ink pt-4">
      <h2 id={id} className="text-lead font-[650]">
        <Trans>Findings by question</Trans>
      </h2>
      {found.map((question) => (
        <section key={question.questionId} aria-label={question.text} className="grid gap-3">
          <h3 dir="auto" className="max-w-(--measure) text-read font-[650]">
            {question.text}
          </h3>
          <ul className="grid gap-8 wide:grid-cols-2">
            {question.findings.map((finding) => (
              <OneFinding key={finding.name} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function OneFinding({ finding }: { finding: Finding }) {
  const { name, count, quotes, contraryCount, contrary } = finding;
  return (
    <li className="grid content-start gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h4 className="font-[650]">{name}</h4>
        <span className="text-label text-ink-2">
          <Plural value={count} one="# participant" other="# participants" />
        </span>
      </div>
      {quotes.map(({ sessionId, quote }) => (
        <Quote key={sessionId} sessionId={sessionId} quote={quote} />
      ))}
      {contrary.length > 0 && (
        <div className="grid gap-2">
          <p className="text-label font-[650] text-ink-2">
            <Plural
              value={contraryCount}
              one="# participant says the opposite"
              other="# participants say the opposite"
            />
          </p>
          {contrary.map(({ sessionId, quote }) => (
            <Quote key={sessionId} sessionId={sessionId} quote={quote} isAgainst />
          ))}
        </div>
      )}
    </li>
  );
}
