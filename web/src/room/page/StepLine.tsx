import { Trans } from "@lingui/react/macro";

const STEPS = 2;

/** Which of the steps before the interview this is. */
export function StepLine({ number }: { number: number }) {
  return (
    <p className="text-label font-[650] text-ink-3">
      <Trans>
        Step {number} of {STEPS}
      </Trans>
    </p>
  );
}
