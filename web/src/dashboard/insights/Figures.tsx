import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { type Bar, Chart } from "./Chart";
import { type Range, sessionsAddress } from "./range";
import type { Fill } from "./Strip";
import type { Completion, CriterionFigures, Interviewer } from "./useInsights";

interface SessionsBehind {
  /** null for all interviews. */
  interviewId: string | null;
  range: Range;
}

function useAddress({ interviewId, range }: SessionsBehind) {
  return (filters: Record<string, string>) => sessionsAddress(interviewId, filters, range);
}

/** How far people get. */
export function Funnel({ completion, ...behind }: SessionsBehind & { completion: Completion }) {
  const { t } = useLingui();
  const to = useAddress(behind);
  const { added, invited, came, started, finished, abandoned, running, reported } = completion;
  const one = (id: string, label: string, value: number, address: string | null): Bar => ({
    id,
    label,
    parts: [{ name: t`people`, value, fill: "plain", to: address }],
  });
  const most = Math.max(added, invited, started);
  const startedLabel =
    invited === 0 || came === started
      ? t({ message: "Started", context: "count" })
      : t`Started (${came} of them invited)`;
  // The lists of candidates have no range of time.
  const isRange = behind.range.from !== undefined || behind.range.to !== undefined;
  const list = behind.interviewId === null ? "/candidates" : `/interviews/${behind.interviewId}/candidates`;
  const candidates = isRange ? null : list;
  const addedLabel = isRange ? t`Added, or began` : t({ message: "Added", context: "count" });
  return (
    <Chart
      heading={t`How far people get`}
      sentence={
        <Trans>
          Of {started} who started, {finished} finished or chose to end early, and {abandoned} left without ending.{" "}
          <Plural
            value={running}
            _0="No one is being interviewed right now."
            one="# person is being interviewed right now."
            other="# people are being interviewed right now."
          />
        </Trans>
      }
      rowsAre={t`Step`}
      whole={most}
      scale={<Plural value={most} one="Full bar: # person" other="Full bar: # people" />}
      bars={[
        ...(added === 0 ? [] : [one("added", addedLabel, added, candidates)]),
        one("invited", t`Invited, or used their link`, invited, candidates),
        one("started", startedLabel, started, to({})),
        one("finished", t`Finished, or ended early`, finished, to({ status: "COMPLETED" })),
        one("reported", t`Have a report`, reported, to({ status: "COMPLETED", report: "READY" })),
      ]}
    />
  );
}

const LEVELS = ["level-1", "level-2", "level-3", "level-4"] as const satisfies readonly Fill[];

/** The AI's levels of each criterion. No evidence is shown hatched: it isn't a zero. */
export function Levels({ criteria, ...behind }: SessionsBehind & { criteria: readonly CriterionFigures[] }) {
  const { t } = useLingui();
  const to = useAddress(behind);
  const words = [t`1 (limited)`, t`2 (partial)`, t`3 (solid)`, t`4 (strong)`];
  const most = Math.max(0, ...criteria.map(({ total }) => total));
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
      sentence={<Trans>Levels are suggested by the AI; a person decides. “No evidence” doesn’t mean zero.</Trans>}
      rowsAre={t`Criterion`}
      whole={most}
      scale={<SessionScale sessions={most} />}
      bars={bars}
    />
  );
}

/** How the interviewer did. */
export function Conduct({ interviewer, ...behind }: SessionsBehind & { interviewer: Interviewer }) {
  const { t } = useLingui();
  const to = useAddress(behind);
  const names: Record<Interviewer["conduct"][number]["kind"], string> = {
    repeats: t`Repeated a question`,
    rephrasings: t`Rephrased a question`,
    redirects: t`Redirected the candidate`,
    problems: t`A problem was reported`,
    pauses: t`The session was paused`,
    interruptions: t`The connection was lost`,
  };
  const { sessions, limited, overLimit } = interviewer;
  const within = limited - overLimit;
  const bars = interviewer.conduct.map(({ kind, sessions: some, count }): Bar => ({
    id: kind,
    label: t`${names[kind]} (total: ${count})`,
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
            These figures are about the interviewer, not the candidates. {within} of {limited} sessions with a time
            limit stayed within it.
          </Trans>
        ) : (
          <Trans>These figures are about the interviewer, not the candidates. Sessions counted: {sessions}.</Trans>
        )
      }
      rowsAre={t`What happened`}
      whole={sessions}
      scale={<SessionScale sessions={sessions} />}
      bars={bars}
    />
  );
}

/** The number of sessions that the full width of a bar represents. */
export function SessionScale({ sessions }: { sessions: number }) {
  return <Plural value={sessions} one="Full bar: # session" other="Full bar: # sessions" />;
}
