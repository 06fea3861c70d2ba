import { Trans } from "@lingui/react/macro";

import type { Track } from "./places";

export function TrackName({ track }: { track: Track }) {
  switch (track) {
    case "camera":
      return <Trans>Camera</Trans>;
    case "screen":
      return <Trans>Screen</Trans>;
    case "audio":
      return <Trans>Voice</Trans>;
  }
}
