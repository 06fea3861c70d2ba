import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Notice } from "../../ui/Notice";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { StatusWord } from "../parts/StatusWord";

type Verdict = components["schemas"]["VerdictOut"];

/** Whether the record is as it was written. */
export function ChainCheck() {
  const { t } = useLingui();
  const check = useMutation({
    mutationFn: () => take(api.GET("/audit/chain")),
    onSuccess: ({ data }) => {
      announce(data.isIntact ? t`The chain is intact.` : t`The chain is broken.`);
    },
  });
  return (
    <section className="grid justify-items-start gap-3">
      <p className="max-w-(--measure) text-ink-2">
        <Trans>
          Lines are never edited or deleted here. A hash chain across all lines reveals any change made elsewhere.
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
          <Plural value={checked} one="# line is unchanged." other="# lines are unchanged." />{" "}
          {waiting > 0 && (
            <Plural
              value={waiting}
              one="# line of the last minutes is not in the chain yet."
              other="# lines of the last minutes are not in the chain yet."
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
        {broken.why === "CHANGED" ? (
          <Trans>
            Line {number} was changed after it was written. ID: {entryId}
          </Trans>
        ) : (
          <Trans>Line {number} is missing.</Trans>
        )}
      </p>
    </Notice>
  );
}
