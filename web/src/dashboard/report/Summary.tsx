import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";
import { Section } from "../../ui/Section";
import { QuoteNumber } from "./transcript/QuoteButton";
import type { NumberedQuote } from "./transcript/numbers";
import { quotesOf } from "./transcript/quotes";
import type { Session } from "./useReport";
import { type ReportSection, useSections } from "./useSections";
import { ReportReason } from "./reason/ReportReason";

/** The summary of the report, each claim with the quotes that support it. */
export function Summary({ session, quotes }: { session: Session; quotes: readonly NumberedQuote[] }) {
  const { t } = useLingui();
  const { summary } = session;
  if (summary === null) return null;
  const count = quotes.length;
  return (
    <Section
      heading={t`Summary`}
      anchor="summary"
      aside={
        <Plural value={count} one="# quote, found in the transcript" other="# quotes, all found in the transcript" />
      }
    >
      <p className="max-w-(--measure) text-read leading-(--leading-read)">
        {summary} <Quotes session={session} quotes={quotes} supports="summary" />
      </p>
    </Section>
  );
}

interface QuotesProps {
  session: Session;
  quotes: readonly NumberedQuote[];
  supports: string;
}

function Quotes({ session, quotes, supports }: QuotesProps) {
  const ids = quotesOf(session.evidence, supports).map(({ id }) => id);
  return quotes
    .filter((quote) => quote.ids.some((id) => ids.includes(id)))
    .map((quote) => <QuoteNumber key={quote.number} quote={quote} messages={session.messages} />);
}

/** The sections that list claims: findings and themes. */
export function ClaimSections({ session, quotes }: { session: Session; quotes: readonly NumberedQuote[] }) {
  const sections = useSections();
  return sections.map(({ name, heading }) => (
    <Claims key={name} session={session} quotes={quotes} heading={heading} name={name} />
  ));
}

interface ClaimsProps {
  session: Session;
  quotes: readonly NumberedQuote[];
  heading: string;
  name: ReportSection["name"];
}

function Claims({ session, quotes, heading, name }: ClaimsProps) {
  const supported = session[name].map((text, index) => ({ text, supports: `${name}/${String(index)}` }));
  // A claim without a quote isn't shown.
  const drawn = supported.filter(({ supports }) => quotesOf(session.evidence, supports).length > 0);
  if (drawn.length === 0) return null;
  return (
    <Section heading={heading} anchor={name}>
      <ul className="grid max-w-(--measure) gap-2">
        {drawn.map(({ text, supports }) => (
          <li key={supports}>
            {text} <Quotes session={session} quotes={quotes} supports={supports} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Why there is no report yet, or won't be one. */
export function NoReport({ session }: { session: Session }) {
  const { reportStatus, reportReason } = session;
  if (reportStatus === "NOT_SCORABLE")
    return (
      <p className="font-[650]">
        <ReportReason reason={reportReason} />
      </p>
    );
  if (reportStatus === "FAILED")
    return (
      <p>
        <strong className="font-[650]">
          <Trans>The report could not be written.</Trans>
        </strong>
        <Gap />
        <ReportReason reason={reportReason} />
        <Gap />
        <Trans>The transcript and all ratings are kept.</Trans>
      </p>
    );
  return reportStatus === "RUNNING" ? (
    <p>
      <Trans>The report is being written. It will appear here when it’s ready.</Trans>
    </p>
  ) : (
    <p>
      <Trans>The report is waiting to be written. It will appear here when it’s ready.</Trans>
    </p>
  );
}
