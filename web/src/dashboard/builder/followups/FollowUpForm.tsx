import { Trans, useLingui } from "@lingui/react/macro";
import type { KeyboardEvent } from "react";

import { Action } from "../../../ui/controls/Action";
import { Select } from "../../../ui/controls/Select";
import { TextArea } from "../../../ui/TextArea";
import type { Probe } from "../draft";
import { type Lacking, LONGEST_PROBE } from "./followUpRules";
import { type Condition, useConditions } from "./useConditions";

interface FollowUpFormProps {
  id: string;
  number: number;
  probe: Probe;
  /** The missing parts; null until the form should show them. */
  lacking: Lacking | null;
  onChange: (probe: Probe) => void;
  onDone: () => void;
  /** Closes the form and drops an incomplete follow-up. */
  onLeave: () => void;
  onRemove: () => void;
}

/** The form for one follow-up. */
export function FollowUpForm(props: FollowUpFormProps) {
  const { id, number, probe, lacking, onChange, onDone, onLeave, onRemove } = props;
  const { t } = useLingui();
  const conditions = useConditions();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onDone();
    } else if (event.key === "Escape") onLeave();
  };
  const box = { rows: 1, dir: "auto", maxLength: LONGEST_PROBE, onKeyDown } as const;
  return (
    <div
      id={id}
      role="group"
      aria-label={t`Follow-up ${number}`}
      className="grid gap-4 rounded-panel border border-line bg-surface p-4"
    >
      <Select
        isTall
        label={t`When to ask`}
        choices={(Object.keys(conditions) as Condition[]).map((when) => ({ id: when, name: conditions[when] }))}
        chosen={probe.when}
        onChoose={(when) => {
          onChange({ ...probe, when, about: when === "HALF_UNANSWERED" ? (probe.about ?? "") : null });
        }}
      />
      {probe.when === "HALF_UNANSWERED" && (
        <TextArea
          {...box}
          label={t`Part of the question`}
          hint={t`The interviewer looks for an answer to this part`}
          value={probe.about ?? ""}
          error={
            lacking?.about
              ? t`Write the part of the question to look for. The follow-up isn’t saved until you do.`
              : undefined
          }
          onChange={({ target }) => {
            onChange({ ...probe, about: target.value });
          }}
        />
      )}
      <TextArea
        {...box}
        label={t`What to ask`}
        value={probe.text}
        error={useTextError(lacking)}
        onChange={({ target }) => {
          onChange({ ...probe, text: target.value });
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Action onClick={onDone}>
          <Trans>Done</Trans>
        </Action>
        <Action look="quiet" aria-label={t`Remove follow-up ${number}`} onClick={onRemove}>
          <Trans>Remove</Trans>
        </Action>
      </div>
    </div>
  );
}

function useTextError(lacking: Lacking | null): string | undefined {
  const { t } = useLingui();
  if (lacking?.text === "empty") return t`Write what to ask. The follow-up isn’t saved until you do.`;
  if (lacking?.text === "repeated")
    return t`Another follow-up asks the same thing. This one isn’t saved until you change it.`;
  return undefined;
}
