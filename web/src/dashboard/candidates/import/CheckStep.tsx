import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";

import { api, take } from "../../../api/client";
import { Action, ActionLink } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useAnnounce } from "../../../ui/hooks/useAnnounce";
import { Gap } from "../../../ui/language/Gap";
import { StatusWord } from "../../../ui/StatusWord";
import { type List, useChange } from "../useCandidates";
import { BadRow } from "./BadRow";
import { MissingEmail } from "./MissingEmail";
import { ProblemsFile } from "./ProblemsFile";

interface CheckStepProps {
  list: List;
  onChange: (list: List) => void;
  onBack: () => void;
}

/**
 * Imports the list in steps. Repeating a step adds no one twice, since it says where it begins. An idempotency key would
 * repeat a refusal whose cause has been fixed.
 */
async function importAll(list: List, onStep: (list: List) => void): Promise<List> {
  let at = list;
  while (!at.isDone) {
    const { data } = await take(
      api.POST("/imports/{id}/confirm", {
        params: { path: { id: at.id } },
        body: { from: at.writtenCount },
      }),
    );
    at = data;
    if (!at.isDone) onStep(at);
  }
  return at;
}

/** Shows what would happen to each row, problems first. They can be corrected here. */
export function CheckStep({ list, onChange, onBack }: CheckStepProps) {
  const { t } = useLingui();
  const { ready, toFix, alreadyHere, leftOut, createdCount, rowCount } = list;
  useAnnounce(t`${ready} ready, ${toFix} to fix`);
  const write = useChange(() => importAll(list, onChange), onChange);
  const counts = useRef<HTMLUListElement>(null);
  // The corrected row is gone, and with it the element that had the focus.
  const mended = (next: List) => {
    onChange(next);
    counts.current?.focus();
  };
  return (
    <div className="grid gap-5">
      <ul
        ref={counts}
        tabIndex={-1}
        aria-label={t`Rows by status`}
        className="flex flex-wrap gap-x-6 gap-y-2 border-t-2 border-ink pt-4 text-read"
      >
        <li>
          <StatusWord tone="good">
            <Trans>{ready} ready</Trans>
          </StatusWord>
        </li>
        <li>
          <StatusWord tone={toFix > 0 ? "bad" : "off"}>
            <Trans>{toFix} to fix</Trans>
          </StatusWord>
        </li>
        <li>
          <StatusWord tone="off">
            <Plural value={alreadyHere} one="# duplicate" other="# duplicates" />
          </StatusWord>
        </li>
        {leftOut > 0 && (
          <li>
            <StatusWord tone="off">
              <Trans>{leftOut} left out</Trans>
            </StatusWord>
          </li>
        )}
      </ul>
      {write.isBusy && (
        <div className="grid gap-1">
          <progress className="w-full" max={rowCount} value={list.writtenCount} aria-label={t`Adding candidates`} />
          <p className="text-label text-ink-2">
            <Plural value={createdCount} one="# candidate added so far" other="# candidates added so far" />
          </p>
        </div>
      )}
      {write.error !== null && (
        <ErrorBox
          error={write.error}
          what={t`Not everyone was added.`}
          kept={plural(createdCount, {
            one: "# candidate was already added. Trying again won’t add anyone twice.",
            other: "# candidates were already added. Trying again won’t add anyone twice.",
          })}
          onRetry={() => {
            write.run(undefined);
          }}
        />
      )}
      {(toFix > 0 || list.allowsMissingEmail) && <MissingEmail list={list} onChange={onChange} />}
      {toFix > 0 && <Problems list={list} onChange={mended} />}
      {alreadyHere > 0 && <Known list={list} />}
      <div className="flex flex-wrap gap-2">
        <Action isOff={write.isBusy || list.writtenCount > 0} onClick={onBack}>
          <Trans>Back to the columns</Trans>
        </Action>
        {ready > 0 ? (
          <Action
            isPrimary
            isOff={write.isBusy}
            onClick={() => {
              write.run(undefined);
            }}
          >
            <Plural value={ready} one="Add # candidate" other="Add # candidates" />
          </Action>
        ) : (
          <ActionLink
            to="/interviews/$interviewId/candidates"
            params={{ interviewId: list.interviewId }}
            isPrimary={toFix === 0}
          >
            <Trans>Go to candidates</Trans>
          </ActionLink>
        )}
      </div>
    </div>
  );
}

function Problems({ list, onChange }: { list: List; onChange: (list: List) => void }) {
  const { t } = useLingui();
  const { problems, toFix, id } = list;
  const shown = problems.length;
  return (
    <section aria-label={t`Rows to fix`} className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 className="text-lead font-[650]">
          <Trans>Rows to fix</Trans>
        </h2>
        <ProblemsFile listId={id} />
      </div>
      <p className="text-label text-ink-2">
        <Trans>Fix the rows here, or continue without them.</Trans>
        <Gap />
        {shown < toFix && (
          <Trans>
            Showing the first {shown} of {toFix}.
          </Trans>
        )}
      </p>
      <ul className="grid gap-3">
        {problems.map((row) => (
          <BadRow key={row.line} list={list} row={row} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function Known({ list }: { list: List }) {
  return (
    <details className="rounded-panel border border-line bg-surface px-4 py-3">
      <summary className="cursor-pointer font-[650]">
        <Trans>Duplicates: these rows won’t be added</Trans>
      </summary>
      <ul className="mt-2 grid gap-1 text-label">
        {list.known.map(({ line, name, email, sameLine }) => {
          const who = name && email ? `${name} (${email})` : (name ?? email);
          return (
            <li key={line} className="wrap-anywhere">
              {sameLine === null ? (
                <Trans>
                  Line {line}: {who} is already a candidate.
                </Trans>
              ) : (
                <Trans>
                  Line {line}: {who} has the same address as line {sameLine}.
                </Trans>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
