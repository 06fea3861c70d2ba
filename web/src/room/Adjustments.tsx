import { Trans, useLingui } from "@lingui/react/macro";

import { CheckRow } from "./CheckRow";
import type { Adjustment } from "./protocol";
import { Section } from "./Section";

interface AdjustmentsProps {
  offered: readonly Adjustment[];
  chosen: readonly Adjustment[];
  onChange: (chosen: Adjustment[]) => void;
  onAskMore: () => void;
}

/** What makes it possible for somebody, without a reason, and without anybody who judges knowing of it. */
export function Adjustments({ offered, chosen, onChange, onAskMore }: AdjustmentsProps) {
  const { t } = useLingui();
  const words: Record<Adjustment, [string, string]> = {
    more_time: [t`I need more time`, t`No time limit, neither for the interview nor for a question.`],
    text_only: [t`Typing only`, t`You read and type throughout. No sound, no microphone.`],
    slower_pace: [t`A slower pace`, t`More time before the interviewer continues.`],
    captions: [t`Captions`, t`Everything that is said is also shown as text.`],
    no_camera: [t`No camera`, t`Your picture isn’t needed.`],
    writing_aids: [
      t`I use writing aids`,
      t`Dictation, text prepared elsewhere, or a typing aid: what is pasted, copied or fast is not noted.`,
    ],
    other_windows: [
      t`I need other windows`,
      t`A magnifier, a second screen or device, or an interpreter: leaving the page is not noted.`,
    ],
  };
  return (
    <Section heading={t`Adjustments, if you need any`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          You don’t have to give a reason. The people who read or judge your answers don’t see it, and it doesn’t affect
          how they are judged.
        </Trans>
      </p>
      <div className="mt-4 grid gap-2">
        {offered.map((adjustment) => (
          <CheckRow
            key={adjustment}
            id={`adjustment-${adjustment}`}
            isOn={chosen.includes(adjustment)}
            hint={words[adjustment][1]}
            onChange={(isOn) => {
              onChange(isOn ? [...chosen, adjustment] : chosen.filter((other) => other !== adjustment));
            }}
          >
            {words[adjustment][0]}
          </CheckRow>
        ))}
      </div>
      <button
        type="button"
        aria-haspopup="dialog"
        className="mt-2 min-h-11 font-[650] text-petrol-ink underline underline-offset-4"
        onClick={onAskMore}
      >
        <Trans>Ask for something else</Trans>
      </button>
    </Section>
  );
}
