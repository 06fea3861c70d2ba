import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Plural, useLingui } from "@lingui/react/macro";

import type { LeftOut } from "./proposals";

const REASONS: Record<LeftOut["reasons"][number], MessageDescriptor> = {
  LENGTH: msg`too short or too long`,
  LEADING: msg`suggests an answer`,
  DOUBLE: msg`asks two things`,
  CLOSED: msg`can be answered with yes or no`,
  PROTECTED_TRAIT: msg`asks about something private`,
  QUOTES_GOAL: msg`repeats the wording of your goal`,
  REPEATED: msg`repeats another part of the draft`,
  UNREADABLE: msg`couldn’t be read`,
  UNSAFE: msg`shows internal instructions`,
  NO_QUESTION: msg`no question covers it`,
};

/** The parts missing from a draft, with the reasons. */
export function LeftOutParts({ parts }: { parts: LeftOut[] }) {
  const { t } = useLingui();
  if (parts.length === 0) return null;
  return (
    <div className="grid gap-1 text-label text-ink-2">
      <p>
        <Plural value={parts.length} one="# part was left out:" other="# parts were left out:" />
      </p>
      <ul className="grid gap-1">
        {parts.map(({ text, reasons }, place) => {
          const why = reasons.map((reason) => t(REASONS[reason])).join(", ");
          return <li key={place}>{`${text ?? t`A part`} (${why})`}</li>;
        })}
      </ul>
    </div>
  );
}
