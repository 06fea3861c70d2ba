import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { type Bar, Chart, type Fill } from "./Chart";
import { behindAddress, type Range, sessionsAddress } from "./range";
import type { Completion, CriterionFigures, Interviewer, QuestionFigures } from "./useInsights";

interface Behind {
  /** null: of all interviews. */
  interviewId: string | null;
  range: Range;
}

function useAddress({ interviewId, range }: Behind) {
  return (filters: Record<string, string>) => sessionsAddress(interviewId, filters, range);
}

/** How far people come. */
export function Funnel({ completion, ...behind }: Behind & { completion: Completion }) {
  const { t } = useLingui();
  const to = useAddress(behind);
  const { invited, came, started, finished, abandoned, running, reported } = completion;
  const one = (id: string, label: string, value: number, address: string | null): Bar => ({
    id,
    label,
    parts: [{ name: t`people`, value, fill: "plain", to: address }],
  });
  const candidates = behind.interviewId === null ? "/candidates" : `/interviews/${behind.interviewId}/candidates`;
  return (
    <Chart
      heading={t`How far people get`}
      sentence={
        <Trans>
          Of {started} who began, {finished} finished and {abandoned} left before the end.{" "}
          <Plural
            value={running}
            _0="No one is in it right now."
            one="# person is in it right now."
            other="# people are in it right now."
          />
        </Trans>
      }
      rowsAre={t`Step`}
      bars={[
        one("invited", t`Invited`, invited, candidates),
        one("came", t`Invited and began`, came, candidates),
        one("started", t`Began, by any link`, started, to({})),
        one("finished", t`Finished`, finished, to({ status: "COMPLETED" })),
        one("reported", t`Have a report`, reported, to({ status: "COMPLETED", report: "READY" })),
      ]}
    />
  );
}

interface DropOffProps {
  questions: readonly QuestionFigures[];
  interviewId: string;
  range: Range;
}

/** Where people answer, skip and leave. */
export function DropOff({ questions, interviewId, range }: DropOffProps) {
  const { t } = useLingui();
  const left = questions.reduce((sum, question) => sum + question.left, 0);
  const bars = questions.map((question): Bar => {
    const address = (outcome: string) => behindAddress(interviewId, { question: question.questionId, outcome }, range);
    return {
      id: question.questionId,
      label: question.isCurrent ? question.text : t`${question.text} (no longer asked)`,
      parts: [
        { name: t`answered`, value: question.answered, fill: "plain", to: address("answered") },
        { name: t`skipped`, value: question.skipped, fill: "soft", to: address("skipped") },
        { name: t`left here`, value: question.left, fill: "level-1", to: address("left") },
        { name: t`didn’t reach it`, value: question.unreached, fill: "none", to: address("unreached") },
      ],
    };
  });
  return (
    <Chart
      heading={t`Questions`}
      sentence={
        <Plural
          value={left}
          _0="No one left without answering a question."
          one="# session ended at an unanswered question."
          other="# sessions ended at an unanswered question."
        />
      }
      rowsAre={t`Question`}
      bars={bars}
    />
  );
}

const LEVELS = ["level-1", "level-2", "level-3", "level-4"] as const satisfies readonly Fill[];

/** The AI's levels of each criterion. No evidence is hatched, and no zero. */
export function Levels({ criteria, ...behind }: Behind & { criteria: readonly CriterionFigures[] }) {
  const { t } = useLingui();
  const to = useAddress(behind);
  const words = [t`1, little`, t`2, some`, t`3, solid`, t`4, strong`];
  const bars = criteria.map(({ name, levels, noEvidence }): Bar => {
    const address = (level: string) => to({ criterion: name, level });
    const given = LEVELS.map((fill, at) => ({
      name: words[at] ?? "",
      value: levels[at] ?? 0,
      fill,
      to: address(String(at + 1)),
    }));
    return {
      id: name,
      label: name,
      parts: [...given, { name: t`no evidence`, value: noEvidence, fill: "none", to: address("none") }],
    };
  });
  return (
    <Chart
      heading={t`Criteria`}
      sentence={<Trans>The AI’s levels, as suggested. A person decides, and no evidence is not a zero.</Trans>}
      rowsAre={t`Criterion`}
      bars={bars}
    />
  );
}

/** How the interviewer did. */
export function Conduct({ interviewer, ...behind }: Behind & { interviewer: Interviewer }) {
  const { t } = useLingui();
  const to = useAddress(behind);
  const names: Record<Interviewer["conduct"][number]["kind"], string> = {
    repeats: t`Repeated a question`,
    rephrasings: t`Rephrased a question`,
    redirects: t`Redirected to the question`,
    problems: t`A problem was reported`,
    pauses: t`Was paused`,
    interruptions: t`The connection broke`,
  };
  const { sessions, limited, overLimit } = interviewer;
  const within = limited - overLimit;
  const bars = interviewer.conduct.map(({ kind, sessions: some, count }): Bar => ({
    id: kind,
    label: t`${names[kind]} (${count} times in all)`,
    parts: [
      { name: t`sessions`, value: some, fill: "plain", to: kind === "problems" ? to({ problem: "yes" }) : to({}) },
    ],
  }));
  return (
    <Chart
      heading={t`The interviewer`}
      sentence={
        limited > 0 ? (
          <Trans>
            These figures are not about the candidates. {within} of {limited} sessions with a time limit stayed within
            it.
          </Trans>
        ) : (
          <Trans>These figures are not about the candidates. {sessions} sessions are counted.</Trans>
        )
      }
      rowsAre={t`What happened`}
      bars={bars}
    />
  );
}
