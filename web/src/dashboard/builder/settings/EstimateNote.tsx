import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import type { Checks } from "../draft";

type Estimate = Checks["estimate"];

interface EstimateNoteProps {
  /** undefined if a host that knows no estimates has answered, during an upgrade. */
  estimate: Estimate | undefined;
  /** The heading, of the level that fits the page. */
  heading: ReactNode;
  className?: string;
}

/** The tokens and the cost that one interview is likely to use, shown before it is published. */
export function EstimateNote({ estimate, heading, className = "" }: EstimateNoteProps) {
  if (estimate === undefined) return null;
  return (
    <section className={`grid gap-2 ${className}`}>
      {heading}
      {estimate.model === null ? (
        <p className="text-ink-2">
          <Trans>This interview doesn’t use a language model, so it uses no AI tokens.</Trans>
        </p>
      ) : (
        <Spent estimate={estimate} model={estimate.model} />
      )}
    </section>
  );
}

function Spent({ estimate, model }: { estimate: Estimate; model: string }) {
  const { i18n } = useLingui();
  const { answers, cost, interviewing, interviewsLeft, judge, judging } = estimate;
  const tokens = new Intl.NumberFormat(i18n.locale, { maximumSignificantDigits: 2 }).format(estimate.tokens);
  const money = cost === null ? null : moneyOf(cost, i18n.locale);
  const names = judge === null || judge === model ? model : new Intl.ListFormat(i18n.locale).format([model, judge]);
  return (
    <>
      <p className="font-[650]">
        {money === null ? (
          <Trans>About {tokens} tokens</Trans>
        ) : (
          <Trans>
            About {tokens} tokens, or {money}
          </Trans>
        )}
      </p>
      <p className="text-ink-2">
        <Trans>
          {names}: {interviewing.calls} requests for {answers} answers, {judging.calls} for the report. Reasoning models
          use more tokens.
        </Trans>
      </p>
      {interviewsLeft !== null && <Left count={interviewsLeft} />}
    </>
  );
}

function Left({ count }: { count: number }) {
  return count === 0 ? (
    <p className="font-[650] text-marigold-ink">
      <Trans>
        Your plan doesn’t have enough AI tokens left for another interview this month. When they run out, the guided
        interviewer takes over.
      </Trans>
    </p>
  ) : (
    <p className="text-ink-2">
      <Plural
        value={count}
        one="Your plan’s AI tokens last for about # more interview this month."
        other="Your plan’s AI tokens last for about # more interviews this month."
      />
    </p>
  );
}

function moneyOf({ amount, currency }: NonNullable<Estimate["cost"]>, locale: string) {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: amount < 1 ? 3 : 2 };
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits }).format(amount);
}
