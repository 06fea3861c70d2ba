import { Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useState } from "react";

import { Action } from "../../ui/controls/Action";
import { CheckRow } from "../../ui/controls/choices";
import { ErrorBox } from "../../ui/ErrorBox";
import { KindName } from "./kinds";
import { type Kind, KINDS, useStartRehearsal } from "./useRehearsal";

/** Chooses the generic candidates of a rehearsal. */
export function RehearseForm({ interviewId, isRunning }: { interviewId: string; isRunning: boolean }) {
  const { t } = useLingui();
  const [kinds, setKinds] = useState<ReadonlySet<Kind>>(new Set(KINDS));
  const [isPlayed, setIsPlayed] = useState(false);
  const starting = useStartRehearsal(interviewId);
  const isOff = isRunning || starting.isPending || kinds.size === 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isOff) starting.mutate({ kinds: KINDS.filter((kind) => kinds.has(kind)), isPlayed });
  };
  return (
    <form className="grid gap-4 border-t-2 border-ink pt-4" onSubmit={submit}>
      <fieldset>
        <legend className="font-[650]">
          <Trans>Candidates</Trans>
        </legend>
        <div className="mt-1 grid gap-x-6 wide:grid-cols-3">
          {KINDS.map((kind) => (
            <CheckRow
              key={kind}
              checked={kinds.has(kind)}
              onChange={({ target }) => {
                setKinds((now) => new Set(target.checked ? [...now, kind] : [...now].filter((one) => one !== kind)));
              }}
            >
              <KindName kind={kind} />
            </CheckRow>
          ))}
        </div>
      </fieldset>
      <CheckRow
        checked={isPlayed}
        hint={t`Slower, and the tokens count toward your usage. Without a model, fixed answers are always used.`}
        onChange={({ target }) => {
          setIsPlayed(target.checked);
        }}
      >
        <Trans>Let the model play the candidates</Trans>
      </CheckRow>
      <div className="flex flex-wrap items-center gap-3">
        <Action isPrimary type="submit" isOff={isOff} doing={isRunning ? "running" : "start"}>
          {isRunning ? <Trans>The rehearsal is under way</Trans> : <Trans>Start the rehearsal</Trans>}
        </Action>
        {kinds.size === 0 && (
          <p className="text-label text-ink-2">
            <Trans>Choose at least one candidate.</Trans>
          </p>
        )}
      </div>
      {starting.problem !== null && (
        <ErrorBox
          error={starting.problem}
          what={t`The rehearsal could not be started.`}
          safe={t`Nothing was changed.`}
        />
      )}
    </form>
  );
}
