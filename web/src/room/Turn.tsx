import { Trans, useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

import { splitAsk, splitQuotes, timeOfDay } from "./format";
import { OwnWords } from "./OwnWords";
import type { Interview, Message, Question } from "./protocol";
import { RunTurn } from "./RunTurn";

interface TurnProps {
  message: Message;
  interview: Interview;
  /** Set where this message is the open question. */
  ask: Message | null;
  question: Question | null;
  isPast: boolean;
  isSaved: boolean;
  /** All that the candidate said, to tell a quote of it. */
  said: string;
}

/** One message of the record: who and when in the margin, then the words. */
export function Turn({ message, interview, ask, question, isPast, isSaved, said }: TurnProps) {
  if (message.data?.run !== undefined) return <RunTurn run={message.data.run} at={message.at} />;
  if (message.role === "user") {
    return (
      <Row isOwn at={message.at} isPast={isPast}>
        <OwnWords content={message.content} data={message.data} />
        {isSaved && <Saved />}
      </Row>
    );
  }
  return (
    <Row aiName={interview.aiName ?? "Aural"} at={message.at} isPast={isPast} isAsk={ask !== null}>
      {ask === null ? (
        <p lang={interview.language} className="mt-0.5 leading-[1.6] whitespace-pre-line">
          <Quoting text={message.content} said={said} />
        </p>
      ) : (
        <Ask message={ask} question={question} language={interview.language} said={said} />
      )}
    </Row>
  );
}

interface RowProps {
  isOwn?: boolean;
  aiName?: string;
  at: string;
  isPast: boolean;
  isAsk?: boolean;
  children: ReactNode;
}

/** A past turn is not live: it changes its look when it is no longer the open question, and must not be read out again. */
export function Row({ isOwn = false, aiName = "", at, isPast, isAsk = false, children }: RowProps) {
  const { i18n } = useLingui();
  return (
    <article
      aria-live={isPast ? "off" : undefined}
      data-ask={isAsk || undefined}
      className={`grid gap-x-4 gap-y-1 wide:grid-cols-[3.25rem_minmax(0,1fr)] ${isOwn ? "border-s-3 border-marigold-line ps-3 wide:border-0 wide:ps-0" : ""} ${isAsk ? "mt-2" : ""}`}
    >
      <time dateTime={at} className={`hidden font-mono text-meta text-ink-3 wide:block ${isAsk ? "wide:pt-0.5" : ""}`}>
        {timeOfDay(at, i18n.locale)}
      </time>
      <div className={`min-w-0 ${isOwn ? "wide:border-s-3 wide:border-marigold-line wide:ps-4" : ""}`}>
        <p
          className={`flex items-baseline gap-2 text-label font-[650] ${isOwn ? "text-marigold-ink" : "text-petrol-ink"}`}
        >
          {isOwn ? <Trans>You</Trans> : <Trans>{aiName}, AI interviewer</Trans>}
          <time dateTime={at} className="font-mono text-meta font-normal text-ink-3 wide:hidden">
            {timeOfDay(at, i18n.locale)}
          </time>
        </p>
        {children}
      </div>
    </article>
  );
}

interface AskProps {
  message: Message;
  question: Question | null;
  language: string | undefined;
  said: string;
}

export function Ask({ message, question, language, said }: AskProps) {
  const isQuestion = message.kind === "question";
  const parts = splitAsk(message.content, isQuestion ? (question?.text ?? null) : null);
  return (
    <div className="grid gap-3 pt-1.5">
      {message.kind === "follow_up" ? (
        <div className="flex items-start gap-3 text-ink-2">
          <p className="mt-[0.1875rem] flex-none rounded-tight border border-line-strong px-1.5 text-label whitespace-nowrap">
            <Trans>Follow-up</Trans>
          </p>
          <p lang={language} className="min-w-0 leading-[1.6] whitespace-pre-line">
            <Quoting text={parts.before} said={said} />
          </p>
        </div>
      ) : (
        parts.before !== "" && (
          <p lang={language} className="leading-[1.6] whitespace-pre-line">
            <Quoting text={parts.before} said={said} />
          </p>
        )
      )}
      <h1
        tabIndex={-1}
        lang={language}
        className="first-letter:uppercase max-w-[34ch] text-question font-[650] tracking-[-0.012em] text-pretty whitespace-pre-line"
      >
        <Quoting text={parts.question} said={said} />
      </h1>
      {parts.after !== "" && (
        <p lang={language} className="leading-[1.6] whitespace-pre-line">
          {parts.after}
        </p>
      )}
      {isQuestion && question?.description && (
        <p lang={language} className="max-w-[66ch] leading-[1.6] whitespace-pre-line text-ink-2">
          {question.description}
        </p>
      )}
    </div>
  );
}

/** The candidate's own words are set in the candidate's type, wherever they stand. */
function Quoting({ text, said }: { text: string; said: string }) {
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

function Saved() {
  return (
    <p className="mt-1 flex items-center gap-1.5 text-meta text-good-ink">
      <Check aria-hidden="true" />
      <Trans>Saved</Trans>
    </p>
  );
}
