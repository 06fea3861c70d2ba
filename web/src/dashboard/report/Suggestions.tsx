import { Trans, useLingui } from "@lingui/react/macro";

import { Section } from "../../ui/Section";
import { keyOf, useChosen } from "./transcript/chosen";
import { clockOf } from "./transcript/quotes";
import type { Session, Suggestion } from "./useReport";

/** Topics to come back to in the next conversation, each with its place in the transcript. */
export function Suggestions({ session }: { session: Session }) {
  const { t } = useLingui();
  const { suggestions } = session;
  if (suggestions.length === 0) return null;
  return (
    <Section
      heading={t`For the next conversation`}
      anchor="suggestions"
      aside={<Trans>Gaps, contradictions and open questions</Trans>}
    >
      <ul className="grid gap-2">
        {suggestions.map((suggestion) => (
          <li key={`${suggestion.text}${suggestion.messageId ?? ""}`} className="grid grid-cols-[auto_1fr] gap-3">
            <Place suggestion={suggestion} session={session} />
            <span dir="auto" className="[overflow-wrap:anywhere] first:col-span-2">
              {suggestion.text}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Place({ suggestion: { messageId }, session }: { suggestion: Suggestion; session: Session }) {
  const { t } = useLingui();
  const { id, choose } = useChosen();
  const message = session.messages.find((one) => one.id === messageId);
  if (message === undefined) return null;
  const moment = clockOf(message.timestamp, session.startedAt);
  const key = keyOf(message.id);
  return (
    <button
      type="button"
      data-quote={key}
      aria-pressed={id === key}
      aria-label={t`Show ${moment} in the transcript`}
      className="dense -mt-1.75 self-start text-start font-mono text-meta text-petrol-ink underline underline-offset-4"
      onClick={() => {
        choose(key);
      }}
    >
      {moment}
    </button>
  );
}
