import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useId } from "react";

import { ActionLink } from "../../ui/controls/Action";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { EmptyState } from "../../ui/table/EmptyState";
import { Page } from "../page/Page";
import { Answered, TooFew } from "./Answered";
import { Conduct, Funnel } from "./Figures";
import { Scope } from "./InsightsPage";
import { behindAddress, isNarrowed, type Range } from "./range";
import { RangeBar } from "./RangeBar";
import { ThemeGrid } from "./themes/ThemeGrid";
import { Themes } from "./themes/Themes";
import { type Overall, type Theme, useOverall } from "./useInsights";

const route = getRouteApi("/frame/insights");

type Row = Overall["interviews"][number];

/** Insights from the sessions of all interviews. */
export default function OverallPage() {
  const { t } = useLingui();
  const range = route.useSearch();
  const navigate = route.useNavigate();
  const loaded = useOverall(range);
  const finished = loaded.data?.completion.finished;
  return (
    <Page heading={t`Insights`} meta={finished !== undefined && <Scope finished={finished} range={range} />}>
      <RangeBar
        range={range}
        onChange={(next) => {
          void navigate({ search: next, replace: true });
        }}
      />
      <Answered loaded={loaded}>
        {(data) =>
          data.completion.started === 0 && !isNarrowed(range) ? <Nothing /> : <Content data={data} range={range} />
        }
      </Answered>
    </Page>
  );
}

function Nothing() {
  return (
    <EmptyState
      actions={
        <ActionLink to="/interviews">
          <Trans>Go to your interviews</Trans>
        </ActionLink>
      }
    >
      <Trans>No one has taken an interview yet. Insights appear after 5 finished sessions.</Trans>
    </EmptyState>
  );
}

function Content({ data, range }: { data: Overall; range: Range }) {
  const behind = { interviewId: null, range };
  const to = ({ themes }: Theme) => behindAddress(null, { theme: themes }, range);
  return (
    <>
      {!data.isEnough && <TooFew fewest={data.fewest} finished={data.completion.finished} />}
      <div className="grid gap-10 wide:grid-cols-2">
        <Funnel completion={data.completion} {...behind} />
        {data.interviewer !== null && <Conduct interviewer={data.interviewer} {...behind} />}
      </div>
      <Interviews rows={data.interviews} />
      <ThemeGrid themes={data.themes} to={to} />
      {data.isEnough && <Themes themes={data.themes} to={to} />}
    </>
  );
}

function Interviews({ rows }: { rows: readonly Row[] }) {
  const { t } = useLingui();
  const id = useId();
  const columns: [Column<Row>, ...Column<Row>[]] = [
    {
      id: "title",
      heading: t`Interview`,
      cell: (row) => (
        <Link
          to="/interviews/$id/insights"
          params={{ id: row.interviewId }}
          className="text-petrol-ink underline underline-offset-3"
        >
          {row.title}
        </Link>
      ),
    },
    { id: "started", heading: t({ message: "Started", context: "count" }), isNumber: true, cell: (row) => row.started },
    { id: "finished", heading: t`Finished, or ended early`, isNumber: true, cell: (row) => row.finished },
    { id: "abandoned", heading: t`Left early`, isNumber: true, cell: (row) => row.abandoned },
    {
      id: "minutes",
      heading: t`Average length (min)`,
      isNumber: true,
      cell: (row) => (row.averageSeconds === null ? "–" : Math.round(row.averageSeconds / 60)),
    },
  ];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lead font-[650]">
        <Trans>By interview</Trans>
      </h2>
      <DataTable
        label={t`By interview`}
        rows={rows}
        idOf={({ interviewId }) => interviewId}
        nameOf={({ title }) => title}
        columns={columns}
      />
    </section>
  );
}
