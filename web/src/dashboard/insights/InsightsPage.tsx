import { Plural, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { InterviewPage } from "../interviews/InterviewPage";
import { NotFound } from "../page/NotFound";
import { Answered, isMissing, TooFew } from "./Answered";
import { Conduct, Funnel, Levels } from "./Figures";
import { Findings } from "./themes/Findings";
import { Choices } from "./questions/Choices";
import { QuestionStrips } from "./questions/QuestionStrips";
import { behindAddress, isNarrowed, type Range } from "./range";
import { RangeBar } from "./RangeBar";
import { ThemeGrid } from "./themes/ThemeGrid";
import { Themes } from "./themes/Themes";
import { type Insights, type Theme, useInsights } from "./useInsights";
import { Weeks } from "./Weeks";

const route = getRouteApi("/frame/interviews/$id/insights");

/** Insights from all sessions of an interview. */
export default function InsightsPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const range = route.useSearch();
  const navigate = route.useNavigate();
  const loaded = useInsights(id, range);
  const finished = loaded.data?.completion.finished;
  useAnnounce(finished === undefined ? null : t`Finished sessions: ${finished}`);
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
  const to = (theme: Theme) => behindAddress(data.interviewId, { theme: theme.themes }, range);
  return (
    <>
      {!data.isEnough && <TooFew fewest={data.fewest} finished={completion.finished} />}
      <div className="grid gap-10 wide:grid-cols-2">
        <Funnel completion={completion} {...behind} />
        {criteria.length > 0 && <Levels criteria={criteria} {...behind} />}
      </div>
      {questions.length > 0 && <QuestionStrips questions={questions} {...behind} />}
      <Choices questions={questions} />
      <Weeks weeks={data.weeks} />
      <Findings questions={questions} />
      <ThemeGrid themes={themes} to={to} />
      {data.isEnough && <Themes themes={themes} to={to} />}
      {interviewer !== null && <Conduct interviewer={interviewer} {...behind} />}
    </>
  );
}
