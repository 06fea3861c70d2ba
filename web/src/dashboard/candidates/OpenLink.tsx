import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Switch } from "../../ui/controls/choices";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import { OpenTo } from "../builder/publishing/OpenTo";
import { PublishAction } from "../builder/publishing/PublishAction";
import { key } from "../data/keys";
import { type InterviewDetail, openLinkOf, stateOf } from "../interviews/interview";
import { useChange } from "./useCandidates";

interface OpenLinkProps {
  interview: InterviewDetail;
  canChange: boolean;
}

/**
 * Says who can take the interview: no one before it is published or after it is closed; while it is live, invited
 * people and, if the link is open, everyone.
 */
export function OpenLink({ interview, canChange }: OpenLinkProps) {
  const state = stateOf(interview);
  if (state === "live") return <LiveLink interview={interview} canChange={canChange} />;
  return (
    <Notice className="flex flex-wrap items-center justify-between gap-3">
      <p>
        {state === "draft" ? (
          <Trans>This interview is a draft. Publish it, then invite candidates.</Trans>
        ) : (
          <Trans>This interview is closed to new candidates.</Trans>
        )}
      </p>
      {canChange && <PublishAction draft={interview} />}
    </Notice>
  );
}

/** The link that anyone can use, and the switch that turns it on or off. */
function LiveLink({ interview, canChange }: OpenLinkProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const link = openLinkOf(interview);
  const isOn = !interview.requireInvite;
  const path = { params: { path: { id: interview.id } } };
  const turn = useChange<boolean, unknown>(
    (wanted) =>
      wanted ? take(api.POST("/interviews/{id}/publish", path)) : take(api.POST("/interviews/{id}/unpublish", path)),
    () => {
      announce(isOn ? t`The public link is off.` : t`The public link is on.`);
      void client.invalidateQueries({ queryKey: key("interview", interview.id) });
      void client.invalidateQueries({ queryKey: key("interviews") });
    },
  );
  return (
    <section aria-label={t`Public link`} className="grid gap-3 rounded-panel border border-line bg-surface px-4 py-3">
      <Switch
        checked={isOn}
        disabled={!canChange || turn.isBusy}
        hint={!isOn && <Trans>Only people with a personal link can enter.</Trans>}
        onChange={() => {
          turn.run(!isOn);
        }}
      >
        <Trans>Anyone with the link can take this interview</Trans>
      </Switch>
      {link !== null && <OpenTo isFolded link={link} />}
      {turn.error !== null && <ErrorBox error={turn.error} what={t`The link was not changed.`} />}
    </section>
  );
}
