import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";

import { When } from "../../ui/language/When";
import { SessionScale } from "./Figures";
import { type Fill, Strip, Swatch } from "./Strip";
import type { Week } from "./useInsights";
import { agreementOf, stepsOf } from "./weeks";

type Part = readonly [name: string, fill: Fill];

/** How far candidates got, week by week, and how often reviewers' levels match the AI's. */
export function Weeks({ weeks }: { weeks: readonly Week[] }) {
  const { t } = useLingui();
  const id = useId();
  const most = Math.max(0, ...weeks.map(({ started }) => started));
  const mostRatings = Math.max(0, ...weeks.map(({ ratings }) => ratings));
  const steps: Part[] = [
    [t`have a report`, "plain"],
    [t`finished, without a report`, "soft"],
    [t`started, not finished`, "none"],
  ];
  const agreement: Part[] = [
    [t`same as the AI’s level`, "plain"],
    [t`one level away`, "soft"],
    [t`more than one level away`, "none"],
  ];
  if (weeks.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t-2 border-ink pt-4">
      <h2 id={id} className="text-lead font-[650]">
        <Trans>Week by week</Trans>
      </h2>
      <table role="table" aria-labelledby={id} className="w-full border-collapse">
        <thead role="rowgroup" className="block wide:table-header-group">
          <tr role="row" className="grid gap-3 text-label text-ink-2 wide:table-row">
            <Head isOnlyWide>
              <Trans>Week of</Trans>
            </Head>
            <Head>
              <Trans>Sessions</Trans>
              <Legend parts={steps}>
                <SessionScale sessions={most} />
              </Legend>
            </Head>
            {mostRatings > 0 && (
              <Head>
                <Trans>Reviewers’ ratings</Trans>
                <Legend parts={agreement}>
                  <Plural value={mostRatings} one="Full bar: # rating" other="Full bar: # ratings" />
                </Legend>
              </Head>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {weeks.map((week) => (
            <tr
              key={week.startsAt}
              role="row"
              className="grid gap-2 border-b border-line py-3 wide:table-row wide:py-0 print:break-inside-avoid"
            >
              <th
                role="rowheader"
                scope="row"
                className="text-start font-[650] wide:w-32 wide:py-3 wide:pe-4 wide:align-top"
              >
                <When at={week.startsAt} isDay isUtc />
              </th>
              <Drawn parts={named(steps, stepsOf(week))} whole={most}>
                <Started week={week} />
              </Drawn>
              {mostRatings > 0 && (
                <Drawn parts={named(agreement, agreementOf(week))} whole={mostRatings}>
                  <Agreement week={week} />
                </Drawn>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function named(parts: readonly Part[], values: readonly number[]) {
  return parts.map(([name, fill], index) => ({ name, fill, value: values[index] ?? 0 }));
}

/** `isOnlyWide`: in a narrow window, only screen readers read it. */
function Head({ isOnlyWide = false, children }: { isOnlyWide?: boolean; children: ReactNode }) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={`text-start align-top wide:border-b wide:border-line wide:py-2 wide:pe-6 wide:last:pe-0 ${isOnlyWide ? "absolute wide:static" : ""}`}
    >
      {isOnlyWide ? <span className="sr-only wide:not-sr-only">{children}</span> : children}
    </th>
  );
}

function Legend({ parts, children }: { parts: readonly Part[]; children: ReactNode }) {
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-0.5 text-meta font-normal">
      {parts.map(([name, fill]) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <Swatch fill={fill} />
          {name}
        </span>
      ))}
      <span>{children}</span>
    </span>
  );
}

interface DrawnProps {
  parts: readonly { name: string; value: number; fill: Fill }[];
  whole: number;
  children: ReactNode;
}

function Drawn({ parts, whole, children }: DrawnProps) {
  return (
    <td role="cell" className="wide:py-3 wide:pe-6 wide:align-top wide:last:pe-0">
      <div className="grid gap-1">
        <Strip parts={parts} whole={whole} />
        <span className="text-label text-ink-2">{children}</span>
      </div>
    </td>
  );
}

function Started({ week: { started, finished, reported } }: { week: Week }) {
  return (
    <Trans>
      {started} started, {finished} finished, {reported} with a report
    </Trans>
  );
}

function Agreement({ week: { ratings, same, close } }: { week: Week }) {
  if (ratings === 0) return <Trans>No ratings to compare</Trans>;
  return (
    <Trans>
      {same} of {ratings} same as the AI’s level, {close} one level away
    </Trans>
  );
}
