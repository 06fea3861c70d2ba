import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Switch } from "../parts/choices";
import { CopyButton } from "../parts/CopyField";
import { ErrorBox } from "../parts/ErrorBox";
import type { InterviewDetail } from "../interviews/interview";
import { useChange } from "./data";

/** The link that everybody may take: on or off. */
export function OpenLink({ interview, canChange }: { interview: InterviewDetail; canChange: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const isOn = interview.isActive && !interview.requireInvite;
  const path = { params: { path: { id: interview.id } } };
  const turn = useChange<boolean, unknown>(
    (wanted) =>
      wanted ? take(api.POST("/interviews/{id}/publish", path)) : take(api.POST("/interviews/{id}/unpublish", path)),
    () => {
      announce(isOn ? t`The open link is off.` : t`The open link is on.`);
      void client.invalidateQueries({ queryKey: ["interview", interview.id] });
      void client.invalidateQueries({ queryKey: ["interviews"] });
    },
  );
  return (
    <section aria-label={t`Open link`} className="grid gap-2 rounded-panel border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Switch
          checked={isOn}
          disabled={!canChange || turn.isBusy}
          hint={isOn ? t`Anyone with the link can take the interview.` : t`Only people with a personal link can enter.`}
          onChange={() => {
            turn.run(!isOn);
          }}
        >
          <Trans>Open link</Trans>
        </Switch>
        {isOn && interview.publicSlug !== null && (
          <span className="flex min-w-0 flex-wrap items-center gap-2">
            <code className="min-w-0 font-mono text-label wrap-anywhere">{`/i/${interview.publicSlug}`}</code>
            <CopyButton text={`${location.origin}/i/${interview.publicSlug}`} />
          </span>
        )}
      </div>
      {turn.error !== null && <ErrorBox error={turn.error} what={t`The link was not changed.`} />}
    </section>
  );
}
