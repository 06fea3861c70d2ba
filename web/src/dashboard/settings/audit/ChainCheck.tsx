import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Gap } from "../../../ui/language/Gap";
import { Notice } from "../../../ui/Notice";
import { StatusWord } from "../../../ui/StatusWord";
import { useSingleMutation } from "../../data/useSingleMutation";

type Verdict = components["schemas"]["VerdictOut"];

/** Verifies the audit log’s hash chain when asked, and shows the result. */
export function ChainCheck() {
  const { t } = useLingui();
  const check = useSingleMutation({
    mutationFn: () => take(api.GET("/audit/chain")),
    onSuccess: ({ data }) => {
      announce(data.isIntact ? t`The chain is intact.` : t`The chain is broken.`);
    },
  });
  return (
    <section className="grid justify-items-start gap-3">
      <p className="max-w-(--measure) text-ink-2">
        <Trans>
          Aural keeps all entries as they are; it only counts repeats and removes the names of deleted accounts. A hash
          chain reveals entries that were changed or removed outside Aural.
        </Trans>
      </p>
      <Action
        isOff={check.isPending}
        onClick={() => {
          if (!check.isPending) check.mutate();
        }}
      >
        {check.isPending ? <Trans>Verifying the chain</Trans> : <Trans>Verify the chain</Trans>}
      </Action>
      {check.error !== null && <ErrorBox error={asApiError(check.error)} what={t`The chain could not be verified.`} />}
      {check.data && <Result verdict={check.data.data} />}
    </section>
  );
}

function Result({ verdict }: { verdict: Verdict }) {
  const { checked, waiting, broken } = verdict;
  if (broken === null)
    return (
      <p className="flex flex-wrap items-baseline gap-x-3">
        <StatusWord tone="good">
          <Trans>The chain is intact</Trans>
        </StatusWord>
        <span className="text-ink-2 tabular-nums">
          <Plural value={checked} one="# entry is unchanged." other="# entries are unchanged." />
          <Gap />
          {waiting > 0 && (
            <Plural
              value={waiting}
              one="# entry from the last few minutes isn’t in the chain yet."
              other="# entries from the last few minutes aren’t in the chain yet."
            />
          )}
        </span>
      </p>
    );
  const { number, entryId } = broken;
  return (
    <Notice ground="danger" role="alert" className="grid max-w-(--measure) gap-1">
      <StatusWord tone="bad">
        <Trans>The chain is broken</Trans>
      </StatusWord>
      <p>
        {broken.why === "CHANGED" && entryId === null ? (
          <Trans>Entry {number} doesn’t match the end of the chain.</Trans>
        ) : broken.why === "CHANGED" ? (
          <Trans>
            Entry {number} was changed after it was written. ID: {entryId}
          </Trans>
        ) : (
          <Trans>Entry {number} is missing.</Trans>
        )}
      </p>
    </Notice>
  );
}
