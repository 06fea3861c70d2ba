import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { QuoteNumber } from "./QuoteButton";
import { quotesOf } from "./quotes";
import { Section } from "./Section";
import type { Session } from "./useReport";

/** What the report says, each claim with the quotes that it rests on. */
export function Summary({ session }: { session: Session }) {
  const { t } = useLingui();
  const { summary, evidence, insights, themes } = session;
  if (summary === null) return null;
  const count = evidence.length;
  return (
    <>
      <Section
        heading={t`Summary`}
        aside={
          <Plural value={count} one="# quote, found in the transcript" other="# quotes, all found in the transcript" />
        }
      >
        <p className="max-w-(--measure) text-read leading-(--leading-read)">
          {summary} <Quotes session={session} supports="summary" />
        </p>
      </Section>
      <Claims session={session} heading={t`Findings`} kind="insights" texts={insights} />
      <Claims session={session} heading={t`Themes`} kind="themes" texts={themes} />
    </>
  );
}

function Quotes({ session, supports }: { session: Session; supports: string }) {
  return quotesOf(session.evidence, supports).map((item) => (
    <QuoteNumber key={item.id} item={item} number={session.evidence.indexOf(item) + 1} messages={session.messages} />
  ));
}

interface ClaimsProps {
  session: Session;
  heading: string;
  kind: "insights" | "themes";
  texts: readonly string[];
}

function Claims({ session, heading, kind, texts }: ClaimsProps) {
  const supported = texts.map((text, index) => ({ text, supports: `${kind}/${String(index)}` }));
  // A claim without a quote is not drawn.
  const drawn = supported.filter(({ supports }) => quotesOf(session.evidence, supports).length > 0);
  if (drawn.length === 0) return null;
  return (
    <Section heading={heading}>
      <ul className="grid max-w-(--measure) gap-2">
        {drawn.map(({ text, supports }) => (
          <li key={supports}>
            {text} <Quotes session={session} supports={supports} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Why there is nothing to show yet, or never will be. */
export function NoReport({ session }: { session: Session }) {
  const { reportStatus, reportReason } = session;
  if (reportStatus === "NOT_SCORABLE") return <p className="font-[650]">{reportReason}</p>;
  if (reportStatus === "FAILED")
    return (
      <p>
        <strong className="font-[650]">
          <Trans>The report could not be written.</Trans>
        </strong>{" "}
        {reportReason}
      </p>
    );
  return reportStatus === "RUNNING" ? (
    <p>
      <Trans>The report is being written. This page shows it when it’s ready.</Trans>
    </p>
  ) : (
    <p>
      <Trans>The report is waiting to be written. This page shows it when it’s ready.</Trans>
    </p>
  );
}
