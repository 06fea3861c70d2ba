import { Plural, Trans } from "@lingui/react/macro";

import { StatusWord } from "../../ui/StatusWord";
import { type Draft, kept } from "./proposals";

/** The progress of a draft, in words. Dropped questions count as arrived. */
export function DraftState({ draft }: { draft: Draft }) {
  const count = draft.proposals.length;
  const arrived = <Plural value={count} one="# question" other="# questions" />;
  const left = <Plural value={kept(draft).length} one="# question" other="# questions" />;
  switch (draft.phase) {
    case "drafting":
      return (
        <StatusWord tone="live">
          {count === 0 ? <Trans>Drafting</Trans> : <Trans>Drafting, {arrived} so far</Trans>}
        </StatusWord>
      );
    case "stopped":
      return (
        <StatusWord tone="off">
          {count === 0 ? <Trans>Stopped before the first question arrived</Trans> : <Trans>Stopped. {left} kept</Trans>}
        </StatusWord>
      );
    case "cut":
      return (
        <StatusWord tone="warning">
          {count === 0 ? (
            <Trans>Interrupted before the first question arrived</Trans>
          ) : (
            <Trans>Interrupted. {arrived} received</Trans>
          )}
        </StatusWord>
      );
    default:
      return <StatusWord tone="good">{left}</StatusWord>;
  }
}
