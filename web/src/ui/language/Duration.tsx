import { Trans } from "@lingui/react/macro";

/** A duration in whole seconds, or in minutes and seconds from one minute on. */
export function Duration({ seconds }: { seconds: number }) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return <Trans>{seconds} s</Trans>;
  if (rest === 0) return <Trans>{minutes} min</Trans>;
  return (
    <Trans>
      {minutes} min {rest} s
    </Trans>
  );
}
