import { Plural, Trans } from "@lingui/react/macro";
import { Ear, MessageSquare, Pencil, Terminal } from "lucide-react";
import type { ReactNode } from "react";

import { Gap } from "../../../ui/language/Gap";
import { type HeardSpeech, partsOf } from "../../../ui/language/heard";
import { usePlaybackHere } from "../../playback/playback";
import { PlayHere } from "../../playback/PlayHere";
import type { Message, Session } from "../useReport";
import { keyOf, useChosen } from "./chosen";
import { ChosenOptions } from "./ChosenOptions";
import { optionsWith } from "./options";
import { clockOf, cut } from "./quotes";

interface TurnProps {
  message: Message;
  session: Session;
  isSetAside: boolean;
  comments: number;
}

/** One message under the speaker's name: the AI's words in a sans-serif font, a person's in a serif one. */
export function TranscriptTurn({ message, session, isSetAside, comments }: TurnProps) {
  const { id } = useChosen();
  const quotes = session.evidence.filter(({ messageId }) => messageId === message.id);
  const isWhole = id === keyOf(message.id);
  const isChosen = isWhole || quotes.some((quote) => quote.id === id);
  const isPlayed = usePlaybackHere()?.messageId === message.id;
  return (
    <li
      id={`message-${message.id}`}
      tabIndex={-1}
      data-chosen={isWhole || undefined}
      aria-current={isPlayed || undefined}
      className={`grid grid-cols-[3.5rem_1fr] gap-x-3 border-s-4 py-3 print:break-inside-avoid ps-3 pe-4 ${isPlayed ? "border-petrol" : "border-transparent"} ${isChosen ? "bg-petrol-soft" : ""}`}
    >
      <PlayHere message={message} moment={clockOf(message.timestamp, session.startedAt)} />
      <div className="grid min-w-0 gap-1">
        <Speaker message={message} session={session} />
        <ChosenOptions options={optionsWith(message)} />
        {message.kind === "run" ? <RunWords message={message} /> : <Content message={message} session={session} />}
        {partsOf(message.content, speechOf(message)).some((part) => part.isUnsure) && (
          <Note icon={<Ear aria-hidden="true" />}>
            <Trans>Words with a dotted underline were not heard clearly.</Trans>
          </Note>
        )}
        {message.originalContent !== null && (
          <Note icon={<Pencil aria-hidden="true" />}>
            <Trans>Corrected by the candidate. Original answer:</Trans>
            <Gap />
            <del className="font-voice">{message.originalContent}</del>
          </Note>
        )}
        {message.note !== null && (
          <Note>
            <Trans>Added by the candidate, not assessed:</Trans>
            <Gap />
            <span className="font-voice">{message.note}</span>
          </Note>
        )}
        {message.isLeftOut && (
          <Note>
            <Trans>The candidate left this answer out of the report.</Trans>
          </Note>
        )}
        {isSetAside && (
          <Note>
            <Trans>Set aside because of a reported problem. This answer wasn’t assessed.</Trans>
          </Note>
        )}
        {comments > 0 && (
          <Note icon={<MessageSquare aria-hidden="true" />}>
            <Plural value={comments} one="# comment" other="# comments" />
          </Note>
        )}
      </div>
    </li>
  );
}

function Speaker({ message, session }: { message: Message; session: Session }) {
  if (message.role === "system") return null;
  if (message.role === "user")
    return (
      <p className="text-label font-[650] text-marigold-ink">
        {session.participantName ?? <Trans>The candidate</Trans>}
      </p>
    );
  return (
    <p className="text-label font-[650] text-petrol-ink">
      <Trans>Aural, AI interviewer</Trans>
    </p>
  );
}

/** The words of a message. Code that was sent without other words keeps its lines and its indentation. */
function Content({ message, session }: { message: Message; session: Session }) {
  const words = <Words message={message} session={session} />;
  const code = message.data?.code as { text: string } | undefined;
  if (code?.text === message.content)
    return (
      <pre tabIndex={0} dir="ltr" className="overflow-auto rounded-control bg-sunken p-3 font-mono text-label">
        {words}
      </pre>
    );
  return <p className={`whitespace-pre-wrap ${message.role === "user" ? "font-voice text-read" : ""}`}>{words}</p>;
}

function Words({ message, session }: { message: Message; session: Session }) {
  const { id } = useChosen();
  const quotes = session.evidence.filter(({ messageId }) => messageId === message.id);
  return cut(message.content, quotes, speechOf(message)).map(({ text, quotes: of, isUnsure }, index) => {
    const words = isUnsure ? <Unsure>{text}</Unsure> : text;
    if (of.length === 0) return <span key={index}>{words}</span>;
    const isChosen = id !== null && of.includes(id);
    return (
      <mark
        key={index}
        data-chosen={isChosen || undefined}
        className={`bg-marigold-soft text-ink decoration-marigold-line decoration-2 underline underline-offset-4 ${isChosen ? "outline-2 outline-marigold-line" : ""}`}
      >
        {words}
      </mark>
    );
  });
}

/** Words that were not heard clearly: marked without color, and read out with their meaning. */
function Unsure({ children }: { children: string }) {
  return (
    <span data-unsure className="border-b-2 border-dotted border-ink-3">
      {children}
      <span className="sr-only">
        {" "}
        <Trans>(not heard clearly)</Trans>
      </span>
    </span>
  );
}

function speechOf(message: Message): HeardSpeech | undefined {
  return message.data?.speech as HeardSpeech | undefined;
}

function RunWords({ message }: { message: Message }) {
  const run = message.data?.run as { output?: string } | undefined;
  return (
    <details>
      <summary className="dense flex cursor-pointer items-center gap-2 text-label text-ink-2">
        <Terminal aria-hidden="true" />
        <Trans>The candidate ran the code.</Trans>
      </summary>
      <pre tabIndex={0} dir="ltr" className="max-h-60 overflow-auto rounded-control bg-sunken p-3 font-mono text-label">
        {run?.output || <Trans>No output.</Trans>}
      </pre>
    </details>
  );
}

function Note({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-start gap-x-1.5 rounded-tight border border-line bg-sunken px-2 py-0.5 text-label text-ink-2">
      {icon}
      <span>{children}</span>
    </p>
  );
}
