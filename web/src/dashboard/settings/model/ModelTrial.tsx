import { Trans, useLingui } from "@lingui/react/macro";
import { Check, OctagonX } from "lucide-react";
import { useEffect, useRef } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useSingleMutation } from "../../data/useSingleMutation";
import type { ModelChange } from "./useModel";

type Trial = components["schemas"]["TrialOut"];

/** Tests the model with the values in the form, saved or not, and shows the result. */
export function ModelTrial({ changes, canTry }: { changes: ModelChange; canTry: boolean }) {
  const { t } = useLingui();
  const trial = useSingleMutation({
    mutationFn: (body: ModelChange) => take(api.POST("/settings/model/try", { body })),
    onSuccess: ({ data }) => {
      announce(data.isWell ? t`The model works.` : t`The model doesn’t work.`);
    },
  });
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-4">
      <Action
        isOff={!canTry || trial.isPending}
        onClick={() => {
          if (canTry && !trial.isPending) trial.mutate(changes);
        }}
      >
        {trial.isPending ? <Trans>Asking the model</Trans> : <Trans>Test the model</Trans>}
      </Action>
      <p className="text-label text-ink-3">
        <Trans>
          The test saves nothing. It sends the model three short requests, and their tokens count toward usage.
        </Trans>
      </p>
      {trial.error !== null && <ErrorBox error={asApiError(trial.error)} safe={t`Nothing was changed.`} />}
      {trial.data && <Result key={trial.submittedAt} trial={trial.data.data} />}
    </section>
  );
}

function Result({ trial }: { trial: Trial }) {
  const { i18n } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The bar with the save button covers the end of the page.
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const seconds = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 }).format(trial.seconds);
  const tokens = new Intl.NumberFormat(i18n.locale).format(trial.tokens);
  return (
    <div ref={box} className="grid w-full gap-3 border-t-2 border-ink pt-3">
      <ul className="grid gap-2">
        {trial.findings.map(({ isWell, text }) => (
          <li key={text} className="flex gap-2">
            {isWell ? (
              <Check aria-hidden="true" className="mt-1 flex-none text-good-ink" />
            ) : (
              <OctagonX aria-hidden="true" className="mt-1 flex-none text-danger-ink" />
            )}
            <span lang="en">{text}</span>
          </li>
        ))}
      </ul>
      {trial.words !== null && (
        <dl className="grid gap-2">
          <div className="border-s-[3px] border-marigold-line ps-3">
            <dt className="text-label text-ink-2">
              <Trans>A candidate says</Trans>
            </dt>
            <dd lang="en" className="font-voice text-read">
              {trial.answer}
            </dd>
          </div>
          <div className="border-s-[3px] border-petrol ps-3">
            <dt className="text-label text-ink-2">
              <Trans>The model asks</Trans>
            </dt>
            <dd lang="en" className="text-read">
              {trial.words}
            </dd>
          </div>
        </dl>
      )}
      {trial.words === null && trial.fallback !== null && (
        <p>
          <Trans>
            The model’s follow-up came too late or broke the rules for questions. In an interview, Aural would ask a
            built-in follow-up instead.
          </Trans>
        </p>
      )}
      <p className="text-label text-ink-2 tabular-nums">
        <Trans>
          {seconds} seconds, {tokens} tokens
        </Trans>
      </p>
    </div>
  );
}
