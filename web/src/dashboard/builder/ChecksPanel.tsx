import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";

import { ErrorBox } from "../../ui/ErrorBox";
import { type Checks, checksQuery, type Draft, ownProbes } from "./draft";

type Concern = Checks["concerns"][number];

/** Concerns to look at before the interview is published. They are advice: none of them prevents publishing. */
export function ChecksPanel({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(checksQuery(draft.id, draft.updatedAt));
  return (
    <section aria-label={t`Checks`} className="grid gap-3 border-t-2 border-ink pt-4">
      <h2 className="text-lead font-[650]">
        <Trans>Checks</Trans>
      </h2>
      {error !== null && (
        <ErrorBox error={error} what={t`The checks could not be run.`} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <Length checks={data} />}
      {data !== undefined && <Concerns draft={draft} concerns={data.concerns} />}
    </section>
  );
}

function Length({ checks }: { checks: Checks }) {
  const { estimatedMinutes, timeLimitMinutes } = checks;
  return (
    <p className="text-ink-2">
      {timeLimitMinutes === null ? (
        <Trans>Takes about {estimatedMinutes} minutes. There is no time limit.</Trans>
      ) : (
        <Trans>
          Takes about {estimatedMinutes} minutes. The limit is {timeLimitMinutes}.
        </Trans>
      )}
    </p>
  );
}

/** All concerns, each with the question or criterion that it is about. */
export function Concerns({ draft, concerns }: { draft: Draft; concerns: readonly Concern[] }) {
  if (concerns.length === 0)
    return (
      <p className="flex items-center gap-2 text-good-ink">
        <CircleCheck aria-hidden="true" />
        <Trans>No issues found.</Trans>
      </p>
    );
  return (
    <ul className="grid gap-2">
      {concerns.map((concern, index) => (
        <li key={index} className="flex gap-2">
          <CircleAlert aria-hidden="true" className="mt-1 flex-none text-marigold-ink" />
          <span className="grid">
            <About draft={draft} concern={concern} />
            {concern.probe === null ? <Words code={concern.code} /> : <FollowUpWords code={concern.code} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

function About({ draft, concern }: { draft: Draft; concern: Concern }) {
  const question = draft.questions.find(({ id }) => id === concern.questionId);
  const criterion = concern.criterion === null ? undefined : draft.assessmentCriteria[concern.criterion];
  const number = question === undefined ? 0 : question.order + 1;
  // During an upgrade, a host that knows no follow-ups may answer. Then name the question alone.
  const probe = question && ownProbes(question)?.[concern.probe ?? -1];
  const followUp = (concern.probe ?? 0) + 1;
  if (probe !== undefined)
    return (
      <span className="text-label text-ink-2">
        <Trans>
          Question {number}, follow-up {followUp}
        </Trans>
        {` · “${probe.text}”`}
      </span>
    );
  if (question !== undefined)
    return (
      <span className="text-label text-ink-2">
        <Trans>Question {number}</Trans>
        {concern.start !== null &&
          ` · “${Array.from(question.text)
            .slice(concern.start, concern.end ?? undefined)
            .join("")}”`}
      </span>
    );
  return criterion === undefined ? null : <span className="text-label text-ink-2">{criterion.name}</span>;
}

/** The words for a concern about a follow-up. Most fit questions, too, but the advice may differ. */
function FollowUpWords({ code }: { code: Concern["code"] }) {
  return code === "DOUBLE" ? <Trans>This asks two things at once. Ask one of them.</Trans> : <Words code={code} />;
}

function Words({ code }: { code: Concern["code"] }) {
  switch (code) {
    case "NO_QUESTIONS":
      return <Trans>There are no questions yet, so no one can start.</Trans>;
    case "NO_CRITERIA":
      return <Trans>There are no criteria yet, so the report will summarize answers but not rate them.</Trans>;
    case "LEADING":
      return <Trans>This wording suggests an answer. Ask an open question.</Trans>;
    case "DOUBLE":
      return <Trans>This asks two things at once. Split it into two questions.</Trans>;
    case "CLOSED":
      return <Trans>This can be answered with yes or no. Ask how, what or why instead.</Trans>;
    case "PROTECTED_TRAIT":
      return (
        <Trans>This asks about something private that must not affect the decision. Ask about the work instead.</Trans>
      );
    case "CRITERION_WITHOUT_QUESTION":
      return <Trans>No question is selected for this criterion, so it’s rated on all answers.</Trans>;
    case "CRITERION_WITHOUT_ANCHORS":
      return <Trans>This criterion’s levels aren’t described, so ratings will vary more. Describe each level.</Trans>;
    case "QUESTION_WITHOUT_CRITERION":
      return <Trans>The answer to this question isn’t used for any criterion.</Trans>;
    case "PLACEHOLDER":
      return <Trans>This question still has its placeholder text. Write your question.</Trans>;
    case "PLACEHOLDER_OPTION":
      return <Trans>An option still has its placeholder text. Replace it with a real option.</Trans>;
    case "TOO_LONG":
      return <Trans>The questions are likely to take longer than the time limit.</Trans>;
  }
}
