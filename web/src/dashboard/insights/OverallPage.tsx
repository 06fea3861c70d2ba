import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";

import { ActionLink } from "../parts/Action";
import { type Column, DataTable } from "../parts/DataTable";
import { EmptyState } from "../parts/EmptyState";
import { Page } from "../parts/Page";
import { Answered, TooFew } from "./Answered";
import { Conduct, Funnel } from "./Figures";
import { Scope } from "./InsightsPage";
import { behindAddress, isNarrowed, type Range } from "./range";
import { RangeBar } from "./RangeBar";
import { Themes } from "./Themes";
import { type Overall, useOverall } from "./useInsights";

const route = getRouteApi("/frame/insights");

type Row = Overall["interviews"][number];

/** What all sessions say together. */
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
      <Trans>No one has taken an interview yet. Insights begin at 5 finished sessions.</Trans>
    </EmptyState>
  );
}

function Content({ data, range }: { data: Overall; range: Range }) {
  const behind = { interviewId: null, range };
  return (
    <>
      {!data.isEnough && <TooFew fewest={data.fewest} finished={data.completion.finished} />}
      <div className="grid gap-10 wide:grid-cols-2">
        <Funnel completion={data.completion} {...behind} />
        {data.interviewer !== null && <Conduct interviewer={data.interviewer} {...behind} />}
      </div>
      <Interviews rows={data.interviews} />
      {data.isEnough && (
        <Themes themes={data.themes} to={({ themes }) => behindAddress(null, { theme: themes }, range)} />
      )}
    </>
  );
}

function Interviews({ rows }: { rows: readonly Row[] }) {
  const { t } = useLingui();
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
    { id: "started", heading: t`Began`, isNumber: true, cell: (row) => row.started },
    { id: "finished", heading: t`Finished`, isNumber: true, cell: (row) => row.finished },
    { id: "abandoned", heading: t`Left`, isNumber: true, cell: (row) => row.abandoned },
    {
      id: "minutes",
      heading: t`Minutes on average`,
      isNumber: true,
      cell: (row) => (row.averageSeconds === null ? "–" : Math.round(row.averageSeconds / 60)),
    },
  ];
  if (rows.length === 0) return null;
  return (
    <DataTable
      label={t`By interview`}
      rows={rows}
      idOf={({ interviewId }) => interviewId}
      nameOf={({ title }) => title}
      columns={columns}
    />
  );
}
