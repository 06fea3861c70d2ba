import { Plural, Trans } from "@lingui/react/macro";

import { StatusWord } from "../../ui/StatusWord";
import { type Draft, kept } from "./proposals";

/** How far a draft is, in words. */
export function DraftState({ draft }: { draft: Draft }) {
  const count = kept(draft).length;
  const done = <Plural value={count} one="# question" other="# questions" />;
  switch (draft.phase) {
    case "drafting":
      return (
        <StatusWord tone="live">
          {count === 0 ? <Trans>Drafting</Trans> : <Trans>Drafting, {done} so far</Trans>}
        </StatusWord>
      );
    case "stopped":
      return (
        <StatusWord tone="off">
          {count === 0 ? <Trans>Stopped before the first question arrived</Trans> : <Trans>Stopped. {done} kept</Trans>}
        </StatusWord>
      );
    case "cut":
      return (
        <StatusWord tone="warning">
          {count === 0 ? (
            <Trans>Interrupted before the first question arrived</Trans>
          ) : (
            <Trans>Interrupted. {done} received</Trans>
          )}
        </StatusWord>
      );
    default:
      return <StatusWord tone="good">{done}</StatusWord>;
  }
}
