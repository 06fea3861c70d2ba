import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { RadioGroup } from "../parts/choices";
import type { Question } from "./draft";

type Screen = "phone" | "desktop";

/** How the candidate will see the question as it is saved, on a phone or a large screen. */
export function CandidateView({ question, count }: { question: Question; count: number }) {
  const { t } = useLingui();
  const [screen, setScreen] = useState<Screen>("phone");
  const number = question.order + 1;
  return (
    <section aria-label={t`Candidate view`} className="grid gap-3 border-t-2 border-ink pt-4">
      <h2 className="text-lead font-[650]">
        <Trans>Candidate view</Trans>
      </h2>
      <RadioGroup
        label={t`Screen`}
        name="screen"
        isInline
        choices={[
          { id: "phone", name: t`Phone` },
          { id: "desktop", name: t`Desktop` },
        ]}
        chosen={screen}
        onChoose={setScreen}
      />
      <div
        className={`grid gap-3 rounded-panel border border-line bg-bg p-5 ${screen === "phone" ? "max-w-[22rem]" : ""}`}
      >
        <p className="text-label text-ink-2">
          <Trans>
            Question {number} of {count}
          </Trans>
        </p>
        <p className="text-title leading-snug font-[650] text-balance break-words">{question.text}</p>
        {question.description !== null && <p className="text-ink-2">{question.description}</p>}
        {question.options !== null && (
          <ul className="grid gap-2">
            {question.options.map((option) => (
              <li key={option} className="rounded-control border-[1.5px] border-line-strong bg-surface px-3 py-2">
                {option}
              </li>
            ))}
          </ul>
        )}
        {question.starterCode !== null && (
          <pre
            // A long line scrolls in its own box, also by keyboard.
            tabIndex={0}
            className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-label"
          >
            {question.starterCode}
          </pre>
        )}
      </div>
    </section>
  );
}
