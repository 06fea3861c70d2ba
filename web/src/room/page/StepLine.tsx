import { Trans } from "@lingui/react/macro";

const STEPS = 2;

/** How far it is to the interview. */
export function StepLine({ number }: { number: number }) {
  return (
    <p className="text-label font-[650] text-ink-3">
      <Trans>
        Step {number} of {STEPS}
      </Trans>
    </p>
  );
}
