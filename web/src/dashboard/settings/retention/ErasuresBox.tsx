import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { asApiError } from "../../../api/error";
import { When } from "../../../ui/language/When";
import { Loaded } from "../../page/Loaded";
import { type Erasures, useErasures } from "./useRetention";

interface ErasuresBoxProps {
  days: number | null;
  /** Whether this period is already in force, and not just being considered. */
  isSet: boolean;
  interviewId?: string;
}

/**
 * The effect of a retention period, even before it is saved: how many candidates are erased, when, and from which
 * interviews, and how many requests are deleted that belong to no candidate.
 */
export function ErasuresBox({ days, isSet, interviewId }: ErasuresBoxProps) {
  const { t } = useLingui();
  const query = useErasures(days, interviewId);
  return (
    <section
      aria-label={isSet ? t`What will be erased` : t`What would be erased`}
      className="grid gap-3 rounded-panel border border-line bg-sunken px-4 py-3"
    >
      <h2 className="font-[650]">{isSet ? <Trans>What will be erased</Trans> : <Trans>What would be erased</Trans>}</h2>
      <Loaded
        value={query.data?.data ?? null}
        error={query.error === null ? null : asApiError(query.error)}
        onRetry={() => void query.refetch()}
        rows={2}
      >
        {(found) => <Told found={found} isAlone={interviewId !== undefined} />}
      </Loaded>
    </section>
  );
}

function Told({ found, isAlone }: { found: Erasures; isAlone: boolean }) {
  const { soon, tonight, held } = found;
  const words = (amount: { candidates: number; sessions: number }) => {
    const sessions = plural(amount.sessions, { one: "# session", other: "# sessions" });
    return plural(amount.candidates, { one: `# candidate, ${sessions}`, other: `# candidates, ${sessions}` });
  };
  return (
    <>
      {soon.candidates === 0 ? (
        <p>
          <Trans>No candidates will be erased in the next 30 days.</Trans>
        </p>
      ) : (
        <dl className="grid gap-1 tabular-nums wide:grid-cols-[max-content_1fr] wide:gap-x-6">
          <dt className="text-ink-2">
            <Trans>
              Tonight, from <When at={found.tonightAt} />
            </Trans>
          </dt>
          <dd className="font-[650]">{words(tonight)}</dd>
          <dt className="text-ink-2">
            <Trans>Within 30 days, including tonight</Trans>
          </dt>
          <dd className="font-[650]">{words(soon)}</dd>
        </dl>
      )}
      {held.candidates > 0 && (
        <p className="tabular-nums">
          <Trans>Kept under legal hold: {words(held)}</Trans>
        </p>
      )}
      <RequestsDue due={found.requests} />
      {!isAlone && found.interviews.length > 0 && (
        <ul className="grid gap-1 border-t border-line pt-2 text-label">
          {found.interviews.map((row) => (
            <li key={row.interviewId} className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0 wrap-anywhere">{row.title}</span>
              <span className="text-ink-2 tabular-nums">
                {words(row)} · <Trans>from {<When at={row.firstAt} isDay />}</Trans>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function RequestsDue({ due }: { due: Erasures["requests"] }) {
  const undecided = due.undecided;
  return (
    <>
      {due.soon > 0 && (
        <p className="tabular-nums">
          <Trans>
            Requests without a candidate: {due.tonight} tonight, {due.soon} within 30 days
          </Trans>
        </p>
      )}
      {undecided > 0 && (
        <p className="tabular-nums">
          <Plural
            value={undecided}
            one="# of these requests still waits for a decision."
            other="# of these requests still wait for a decision."
          />
        </p>
      )}
      {due.held > 0 && (
        <p className="tabular-nums">
          <Trans>Requests kept under legal hold: {due.held}</Trans>
        </p>
      )}
    </>
  );
}
