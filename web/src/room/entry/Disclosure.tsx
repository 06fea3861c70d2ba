import { Trans, useLingui } from "@lingui/react/macro";

import type { Disclosure as Told, Interview } from "../link/protocol";
import { Fold } from "../page/Fold";
import { speaks } from "../voice/wishes";
import { isDecided, WhoReads } from "./WhoReads";

/** Says first who asks, and who reads the answers. */
export function WhoAsks({ interview }: { interview: Interview }) {
  const ai = interview.aiName ?? "Aural";
  return (
    <section className="rounded-panel border border-line bg-surface px-5 py-4 wide:px-6 wide:py-5">
      <h2 className="text-lead leading-tight font-[650]">
        {isDecided(interview) ? (
          <Trans>An AI interviews you, and a person decides</Trans>
        ) : (
          <Trans>An AI interviews you, and people read your answers</Trans>
        )}
      </h2>
      <p className="mt-2 leading-[1.6]">
        {speaks(interview) ? (
          <Trans>
            {ai} is an AI. It asks the questions and may ask follow-up questions. What you say or write is kept as a
            transcript.
          </Trans>
        ) : (
          <Trans>
            {ai} is an AI. It asks the questions and may ask follow-up questions. What you write is kept as a
            transcript.
          </Trans>
        )}
      </p>
      <p className="mt-2 leading-[1.6] font-[650]">
        <WhoReads interview={interview} />
      </p>
    </section>
  );
}

/**
 * The measurements, the people who read the answers, and the promises of what never happens. The texts come from the
 * server and reflect what is actually switched on.
 */
export function WhatIsDone({ told, language }: { told: Told; language: string | undefined }) {
  const { t } = useLingui();
  const parts: [string, string[]][] = [
    [t`What is measured`, told.measured],
    [t`What is noted`, told.watched],
    [t`Who reads your answers`, told.readers],
    [t`What never happens`, told.never],
  ];
  return (
    <Fold heading={t`What happens to your answers`}>
      <dl className="mt-3 grid gap-4">
        {parts
          .filter(([, sentences]) => sentences.length > 0)
          .map(([name, sentences]) => (
            <div key={name} className="grid gap-1 wide:grid-cols-[10rem_minmax(0,1fr)] wide:gap-x-4">
              <dt className="leading-[1.6] font-[650]">{name}</dt>
              {sentences.map((sentence) => (
                <dd key={sentence} lang={language} className="leading-[1.6] text-ink-2 wide:col-start-2">
                  {sentence}
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </Fold>
  );
}
