import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Clock, Globe, ListOrdered, type LucideIcon, MessageSquareText, Mic, Pause } from "lucide-react";
import type { ReactNode } from "react";

import { languageName } from "../conversation/format";
import type { Interview } from "../link/protocol";
import { speaks } from "../voice/wishes";

/** How many questions, how long, in which form and language, and what happens if the candidate must pause. */
export function Facts({ interview }: { interview: Interview }) {
  const { i18n } = useLingui();
  const minutes = interview.timeLimitMinutes ?? null;
  const count = interview.questionCount ?? 0;
  const language = interview.language ? languageName(interview.language, i18n.locale) : null;
  return (
    <ul className="grid gap-3">
      <Fact icon={ListOrdered}>
        <Plural value={count} one="# question, with follow-ups" other="# questions, with follow-ups" />
      </Fact>
      <Fact icon={Clock}>
        {minutes === null ? (
          <Trans>No time limit</Trans>
        ) : (
          <Plural value={minutes} one="Up to # minute" other="Up to # minutes" />
        )}
      </Fact>
      {speaks(interview) ? (
        <Fact icon={Mic}>
          <Trans>Spoken or typed answers: you can switch at any time</Trans>
        </Fact>
      ) : (
        <Fact icon={MessageSquareText}>
          <Trans>Typed answers</Trans>
        </Fact>
      )}
      {language !== null && (
        <Fact icon={Globe}>
          <Trans>Conducted in {language}</Trans>
        </Fact>
      )}
      <Fact icon={Pause}>
        <Pauses pauses={interview.pauses} />
      </Fact>
    </ul>
  );
}

function Pauses({ pauses }: { pauses: Interview["pauses"] }) {
  if (pauses === undefined) return <Trans>You can pause and come back with your link</Trans>;
  const { count } = pauses;
  const minutes = Math.round(pauses.seconds / 60);
  if (count === 0) return <Trans>You can leave and come back with your link</Trans>;
  return (
    <Trans>
      Up to <Plural value={count} one="# pause" other="# pauses" /> of{" "}
      <Plural value={minutes} one="# minute" other="# minutes" />, and you can come back with your link
    </Trans>
  );
}

function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3">
      <Icon aria-hidden="true" className="mt-0.5 text-ink-3" />
      <span>{children}</span>
    </li>
  );
}
