import { Trans, useLingui } from "@lingui/react/macro";

import type { components } from "../../api/schema.d";
import { StatusWord } from "../../ui/StatusWord";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { EndWord, KindName } from "./kinds";
import { Separation } from "./Separation";
import { TranscriptDetails } from "./TranscriptDetails";
import type { Rehearsal, Rehearsed } from "./useRehearsal";

type Interview = components["schemas"]["InterviewDetail"];

interface RehearsalResultsProps {
  rehearsal: Rehearsal;
  interview: Interview;
}

/** Time, coverage, follow-ups and repeats of each candidate; then what was asked, word for word. */
export function RehearsalResults({ rehearsal: { results }, interview }: RehearsalResultsProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-8">
      <DataTable
        label={t`Rehearsal results`}
        rows={results}
        idOf={({ kind }) => kind}
        nameOf={({ kind }) => kind}
        columns={useColumns(interview)}
      />
      <Separation results={results} />
      <section aria-labelledby="asked" className="grid gap-3">
        <h2 id="asked" className="text-lead font-[650]">
          <Trans>Conversations</Trans>
        </h2>
        {results.map((result) => (
          <TranscriptDetails key={result.kind} result={result} />
        ))}
      </section>
    </div>
  );
}

function useColumns(interview: Interview): [Column<Rehearsed>, ...Column<Rehearsed>[]] {
  const { t, i18n } = useLingui();
  const figure = new Intl.NumberFormat(i18n.locale);
  const limit = interview.timeLimitMinutes;
  const criteria = interview.assessmentCriteria.length;
  return [
    { id: "kind", heading: t`Candidate`, cell: ({ kind }) => <Name kind={kind} /> },
    {
      id: "minutes",
      heading: t`Minutes`,
      isNumber: true,
      cell: ({ minutes }) => (
        <span className="whitespace-nowrap">
          {figure.format(minutes)}
          {limit !== null && <span className="text-ink-3"> / {limit}</span>}
        </span>
      ),
    },
    {
      id: "answered",
      heading: t`Answered`,
      isNumber: true,
      cell: ({ answered, asked }) => (
        <span className="whitespace-nowrap">
          <Trans>
            {answered} of {asked} asked
          </Trans>
        </span>
      ),
    },
    {
      id: "criteria",
      heading: t`Criteria covered`,
      isNumber: true,
      cell: ({ criteriaCovered }) =>
        criteria === 0 ? (
          <Trans>No criteria</Trans>
        ) : (
          <Trans>
            {criteriaCovered.length} of {criteria}
          </Trans>
        ),
    },
    {
      id: "followUps",
      heading: t`Follow-ups`,
      isNumber: true,
      cell: ({ followUps, followUpBudget }) => (
        <Trans>
          {followUps} of {followUpBudget}
        </Trans>
      ),
    },
    { id: "repeats", heading: t`Repeats`, isNumber: true, cell: ({ repeats }) => figure.format(repeats) },
    { id: "redirects", heading: t`Redirects`, isNumber: true, cell: ({ redirects }) => figure.format(redirects) },
    { id: "end", heading: t`How it ended`, cell: (row) => <End row={row} /> },
  ];
}

function Name({ kind }: Pick<Rehearsed, "kind">) {
  return (
    <span className="block broad:min-w-40">
      <KindName kind={kind} />
    </span>
  );
}

function End({ row: { end, requiredMissed } }: { row: Rehearsed }) {
  return (
    <span className="grid justify-items-start">
      <EndWord end={end} />
      {requiredMissed.length > 0 && <Missed count={requiredMissed.length} />}
    </span>
  );
}

function Missed({ count }: { count: number }) {
  return (
    <StatusWord tone="warning">
      <span className="whitespace-normal">
        <Trans>Required questions unanswered: {count}</Trans>
      </span>
    </StatusWord>
  );
}
