import { Trans } from "@lingui/react/macro";

/** The meaning of a level, in a word. */
export function LevelWord({ level }: { level: number }) {
  switch (level) {
    case 1:
      return <Trans>1 of 4 (limited)</Trans>;
    case 2:
      return <Trans>2 of 4 (partial)</Trans>;
    case 3:
      return <Trans>3 of 4 (solid)</Trans>;
    default:
      return <Trans>4 of 4 (strong)</Trans>;
  }
}
