import { Trans, useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { memo, type ReactNode } from "react";

import { Quoting } from "../question/Ask";
import { timeOfDay } from "./format";
import { OwnWords } from "./OwnWords";
import type { Interview, Message } from "../link/protocol";
import { RunTurn } from "./RunTurn";

interface TurnProps {
  message: Message;
  interview: Interview;
  isPast: boolean;
  isSaved: boolean;
  /** Everything that the candidate said, to recognize quotes of it. */
  said: string;
}

/**
 * One message of the transcript: speaker and time in the margin, then the words. It renders again only if it changed.
 */
export const Turn = memo(function Turn({ message, interview, isPast, isSaved, said }: TurnProps) {
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
    <Row aiName={interview.aiName ?? "Aural"} at={message.at} isPast={isPast}>
      <p lang={interview.language} className="mt-0.5 leading-[1.6] whitespace-pre-line">
        <Quoting text={message.content} said={said} />
      </p>
    </Row>
  );
});

interface RowProps {
  isOwn?: boolean;
  aiName?: string;
  at: string;
  isPast: boolean;
  children: ReactNode;
}

/**
 * A past turn isn't a live region: its look changes when it is no longer the open question, and that must not be read
 * out.
 */
export function Row({ isOwn = false, aiName = "", at, isPast, children }: RowProps) {
  const { i18n } = useLingui();
  return (
    <article
      aria-live={isPast ? "off" : undefined}
      className={`grid gap-x-4 gap-y-1 wide:grid-cols-[3.25rem_minmax(0,1fr)] ${isOwn ? "border-s-3 border-marigold-line ps-3 wide:border-0 wide:ps-0" : ""}`}
    >
      <time dateTime={at} className="hidden font-mono text-meta text-ink-3 wide:block">
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

function Saved() {
  return (
    <p className="mt-1 flex items-center gap-1.5 text-meta text-good-ink">
      <Check aria-hidden="true" />
      <Trans>Saved</Trans>
    </p>
  );
}
