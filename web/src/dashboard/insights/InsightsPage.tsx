import { Plural, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { InterviewPage } from "../interviews/InterviewPage";
import { NotFound } from "../parts/NotFound";
import { useAnnounce } from "../parts/useAnnounce";
import { Answered, isMissing, TooFew } from "./Answered";
import { Conduct, DropOff, Funnel, Levels } from "./Figures";
import { Findings } from "./Findings";
import { behindAddress, isNarrowed, type Range } from "./range";
import { RangeBar } from "./RangeBar";
import { Themes } from "./Themes";
import { Times } from "./Times";
import { type Insights, useInsights } from "./useInsights";

const route = getRouteApi("/frame/interviews/$id/insights");

/** What the sessions of an interview say together. */
export default function InsightsPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const range = route.useSearch();
  const navigate = route.useNavigate();
  const loaded = useInsights(id, range);
  const finished = loaded.data?.completion.finished;
  useAnnounce(finished === undefined ? null : t`${finished} finished sessions are counted`);
  if (isMissing(loaded)) return <NotFound />;
  return (
    <InterviewPage
      interviewId={id}
      here="insights"
      meta={finished !== undefined && <Scope finished={finished} range={range} />}
    >
      <RangeBar
        range={range}
        onChange={(next) => {
          void navigate({ search: next, replace: true });
        }}
      />
      <Answered loaded={loaded}>{(data) => <Content data={data} range={range} />}</Answered>
    </InterviewPage>
  );
}

export function Scope({ finished, range }: { finished: number; range: Range }) {
  return (
    <span>
      {isNarrowed(range) ? (
        <Plural value={finished} one="# finished session" other="# finished sessions" />
      ) : (
        <Plural value={finished} one="# finished session so far" other="# finished sessions so far" />
      )}
    </span>
  );
}

function Content({ data, range }: { data: Insights; range: Range }) {
  const { completion, questions, criteria, themes, interviewer } = data;
  const behind = { interviewId: data.interviewId, range };
  return (
    <>
      {!data.isEnough && <TooFew fewest={data.fewest} finished={completion.finished} />}
      <div className="grid gap-10 wide:grid-cols-2">
        <Funnel completion={completion} {...behind} />
        {criteria.length > 0 && <Levels criteria={criteria} {...behind} />}
        {questions.length > 0 && <DropOff questions={questions} {...behind} />}
        <Times questions={questions} />
      </div>
      <Findings questions={questions} />
      {data.isEnough && (
        <Themes themes={themes} to={(theme) => behindAddress(data.interviewId, { theme: theme.themes }, range)} />
      )}
      {interviewer !== null && <Conduct interviewer={interviewer} {...behind} />}
    </>
  );
}
