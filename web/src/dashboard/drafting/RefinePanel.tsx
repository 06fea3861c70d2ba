import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import { type SubmitEvent, useState } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import { TextArea } from "../../ui/TextArea";
import { useSingleMutation } from "../data/useSingleMutation";
import { ChangeRow } from "./ChangeRow";
import type { Change, RefinedDraft } from "./refinement";

type Schemas = components["schemas"];

interface RefinePanelProps {
  /** The interview as it is now, saved or not. */
  draft: RefinedDraft;
  /** The place of the only question that may change; null if anything may. */
  only?: number | null;
  /** A proposal is being applied, so that the interview isn't as shown anymore. */
  isApplying: boolean;
  /** Applies one proposal. Nothing changes before a person accepts it. */
  onApply: (change: Change) => Promise<unknown>;
}

/** Takes an instruction in plain words. The proposed changes are shown first, and each is applied separately. */
export function RefinePanel({ draft, only = null, isApplying, onApply }: RefinePanelProps) {
  const { t } = useLingui();
  const [instruction, setInstruction] = useState("");
  const [settled, setSettled] = useState<ReadonlySet<number>>(new Set());
  const asking = useSingleMutation({
    mutationFn: () => take(api.POST("/drafts/refine", { body: { ...draft, instruction, only } })),
    onSuccess: ({ data }) => {
      setSettled(new Set());
      announce(plural(data.changes.length, { one: "# proposed change", other: "# proposed changes" }));
    },
  });
  // New proposals would replace those that are being applied, and hide whether that fails.
  const isOff = asking.isPending || isApplying || instruction.trim() === "";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isOff) asking.mutate();
  };
  const settle = (place: number) => {
    setSettled((now) => new Set([...now, place]));
  };
  const proposed = asking.data?.data;
  return (
    <section aria-label={t`Make changes`} className="grid gap-4">
      <form className="grid gap-3" onSubmit={submit}>
        <TextArea
          label={t`What should change?`}
          hint={t`For example: add a question about teamwork.`}
          value={instruction}
          maxLength={1_000}
          onChange={({ target }) => {
            setInstruction(target.value);
          }}
        />
        <Action type="submit" className="justify-self-start" isOff={isOff}>
          {asking.isPending ? <Trans>Preparing the preview</Trans> : <Trans>Preview changes</Trans>}
        </Action>
      </form>
      {asking.error !== null && (
        <ErrorBox
          error={asApiError(asking.error)}
          what={t`No changes could be proposed.`}
          safe={t`The interview was not changed.`}
          onRetry={() => {
            asking.mutate();
          }}
        />
      )}
      {proposed !== undefined && (
        <Proposed refinement={proposed} settled={settled} onApply={onApply} onSettle={settle} />
      )}
    </section>
  );
}

interface ProposedProps {
  refinement: Schemas["RefinementOut"];
  settled: ReadonlySet<number>;
  onApply: (change: Change) => Promise<unknown>;
  /** The proposal at this place was applied or dropped. */
  onSettle: (place: number) => void;
}

function Proposed({ refinement: { changes, origin, leftOut }, settled, onApply, onSettle }: ProposedProps) {
  const open = changes.flatMap((change, place) => (settled.has(place) ? [] : [{ change, place }]));
  return (
    <div className="grid gap-3">
      {changes.length === 0 && (
        <Notice className="max-w-(--measure)">
          {origin.source === "model" ? (
            <Trans>The model proposed no changes. Try rephrasing your request.</Trans>
          ) : (
            <Trans>
              Without a model, Aural understands only “add a question about …”, “remove question 3” and “move question 3
              to 1”.
            </Trans>
          )}
        </Notice>
      )}
      {changes.length > 0 && open.length === 0 && (
        <p className="text-label text-ink-2">
          <Trans>You’ve reviewed all the proposals.</Trans>
        </p>
      )}
      <ul className="grid gap-3">
        {open.map(({ change, place }) => (
          <ChangeRow
            key={place}
            change={change}
            onApply={() => onApply(change)}
            onSettle={() => {
              onSettle(place);
            }}
          />
        ))}
      </ul>
      {leftOut > 0 && (
        <p className="text-label text-ink-2">
          <Plural
            value={leftOut}
            one="# proposal was left out because it broke the rules for questions."
            other="# proposals were left out because they broke the rules for questions."
          />
        </p>
      )}
    </div>
  );
}
