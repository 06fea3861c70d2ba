import { Trans } from "@lingui/react/macro";

import type { Stuck } from "../../autosave/unsaved";

/** Why changes aren't saved, and what to do about it. */
export function WhyUnsaved({ stuck }: { stuck: Stuck }) {
  switch (stuck) {
    case "refused":
      return <Trans>Some of your changes aren’t saved. Correct them first.</Trans>;
    case "conflict":
      return (
        <Trans>
          Some of your changes aren’t saved, because someone else changed the same fields. First choose which version to
          keep.
        </Trans>
      );
    case "offline":
      return (
        <Trans>
          Some of your changes aren’t saved, because we can’t reach the server. Check your connection, and first try
          again to save them.
        </Trans>
      );
    case "failed":
      return (
        <Trans>
          Some of your changes aren’t saved, because the server had a problem. First try again to save them.
        </Trans>
      );
    case "barred":
      return <Trans>Some of your changes aren’t saved. The form says why they can’t be.</Trans>;
  }
}
