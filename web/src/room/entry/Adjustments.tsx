import { Trans, useLingui } from "@lingui/react/macro";

import { CheckRow } from "../check/CheckRow";
import type { Adjustment, Interview } from "../link/protocol";
import { Fold } from "../page/Fold";
import { isJudged } from "./WhoReads";

interface AdjustmentsProps {
  interview: Interview;
  offered: readonly Adjustment[];
  chosen: readonly Adjustment[];
  onChange: (chosen: Adjustment[]) => void;
  onAskMore: () => void;
}

/**
 * Adjustments that make the interview possible for a person. No reason is needed, and no one who assesses the answers
 * learns of them.
 */
export function Adjustments({ interview, offered, chosen, onChange, onAskMore }: AdjustmentsProps) {
  const { t } = useLingui();
  const words: Record<Adjustment, [string, string]> = {
    more_time: [t`I need more time`, t`No time limit for the interview or for any question.`],
    text_only: [t`Typing only`, t`You read and type throughout. No sound, no microphone.`],
    slower_pace: [t`A slower pace`, t`More time before the interviewer continues.`],
    captions: [t`Captions`, t`Everything that is said is also shown as text.`],
    no_camera: [t`No camera`, t`Your camera isn’t used.`],
    writing_aids: [
      t`I use writing aids`,
      t`For dictation, text prepared elsewhere, or a typing aid. Pasting, copying and fast typing aren’t noted.`,
    ],
    other_windows: [
      t`I need to use other windows`,
      t`For a magnifier, a second screen or device, or an interpreter. Leaving the page isn’t noted.`,
    ],
  };
  return (
    <Fold heading={t`Adjustments, if you need any`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        {isJudged(interview) ? (
          <Trans>
            You don’t have to give a reason. Reviewers don’t see your choice, and it doesn’t affect how your answers are
            judged.
          </Trans>
        ) : (
          <Trans>You don’t have to give a reason. The people who read your answers don’t see your choice.</Trans>
        )}
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
    </Fold>
  );
}
