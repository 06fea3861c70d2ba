import { Trans } from "@lingui/react/macro";

import { splitAsk, splitQuotes } from "../conversation/format";
import type { Message, Question } from "../link/protocol";

interface AskProps {
  message: Message;
  question: Question | null;
  language: string | undefined;
  said: string;
  /** Whether the question is small, to leave more room for the task. */
  isSmall: boolean;
}

/** Questions with more characters than this are set in smaller type. */
const LONG = 140;

/** The open question: what leads to it, then the question as the heading of the page. */
export function Ask({ message, question, language, said, isSmall }: AskProps) {
  const isQuestion = message.kind === "question";
  const parts = splitAsk(message.content, isQuestion ? (question?.text ?? null) : null);
  const size =
    isSmall || parts.question.length > LONG ? "text-read wide:text-lead" : "text-lead leading-snug wide:text-question";
  return (
    <div className="grid gap-1 wide:gap-2">
      {message.kind === "follow_up" ? (
        <div className="flex items-start gap-2 text-ink-2">
          <p className="flex-none rounded-tight border border-line-strong px-1.5 text-label whitespace-nowrap">
            <Trans>Follow-up</Trans>
          </p>
          <p lang={language} className="min-w-0 text-body leading-normal whitespace-pre-line">
            <Quoting text={parts.before} said={said} />
          </p>
        </div>
      ) : (
        parts.before !== "" && (
          <p lang={language} className="text-body leading-normal whitespace-pre-line text-ink-2">
            <Quoting text={parts.before} said={said} />
          </p>
        )
      )}
      <h1
        tabIndex={-1}
        lang={language}
        className={`max-w-[44ch] font-[650] tracking-[-0.012em] text-pretty whitespace-pre-line first-letter:uppercase ${size}`}
      >
        <Quoting text={parts.question} said={said} />
      </h1>
      {parts.after !== "" && (
        <p lang={language} className="text-body leading-normal whitespace-pre-line">
          {parts.after}
        </p>
      )}
      {isQuestion && question?.description && (
        <p lang={language} className="max-w-[66ch] text-body leading-normal whitespace-pre-line text-ink-2">
          {question.description}
        </p>
      )}
    </div>
  );
}

/** Sets quotes of the candidate's own words in the candidate's font. */
export function Quoting({ text, said }: { text: string; said: string }) {
  return splitQuotes(text, said).map((part, index) =>
    part.isQuote ? (
      <q key={index} className="font-voice font-normal before:content-none after:content-none">
        {part.text}
      </q>
    ) : (
      part.text
    ),
  );
}
