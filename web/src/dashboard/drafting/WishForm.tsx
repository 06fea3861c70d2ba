import { Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useId } from "react";

import type { ApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { RadioGroup } from "../../ui/controls/choices";
import { Select } from "../../ui/controls/Select";
import { Field } from "../../ui/Field";
import { TextArea } from "../../ui/TextArea";
import { FormProblems, problemsOf } from "../form/FormProblems";
import { type DraftIn, isStudy } from "./events";
import { MaterialField } from "./MaterialField";

interface WishFormProps {
  wish: DraftIn;
  error: ApiError | null;
  isDrafting: boolean;
  hasDraft: boolean;
  onChange: (change: Partial<DraftIn>) => void;
  onDraft: () => void;
  onStop: () => void;
}

/** The form that describes the interview to draft. */
export function WishForm({ wish, error, isDrafting, hasDraft, onChange, onDraft, onStop }: WishFormProps) {
  const { t } = useLingui();
  const problems = problemsOf(error, ["goal", "document", "url", "minutes", "language"]);
  // The server's message is written for API clients, and names fields that this page doesn't show.
  if (problems["goal"] !== undefined) problems["goal"] = t`Describe what you want to learn, or add source material.`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isDrafting) onDraft();
  };
  return (
    <form className="grid gap-5" onSubmit={submit} noValidate>
      {Object.keys(problems).length > 0 && <FormProblems problems={problems} />}
      <TextArea
        id="goal"
        label={t`What do you want to learn?`}
        hint={
          isStudy(wish)
            ? t`For example: how people take notes, and why they stop using an app.`
            : t`For example: whether someone can run a service and learn from outages.`
        }
        value={wish.goal}
        error={problems["goal"]}
        onChange={({ target }) => {
          onChange({ goal: target.value });
        }}
      />
      <PurposeField wish={wish} onChange={onChange} />
      <SourceField wish={wish} onChange={onChange} />
      <Bounds wish={wish} error={problems["minutes"]} onChange={onChange} />
      <div className="flex flex-wrap gap-3">
        {isDrafting ? (
          <Action
            doing="stop"
            onClick={(event) => {
              // During the click, this button becomes the one that drafts, which would start again.
              event.preventDefault();
              onStop();
            }}
          >
            <Trans>Stop and keep this draft</Trans>
          </Action>
        ) : (
          <Action isPrimary={!hasDraft} type="submit" doing="draft">
            {hasDraft ? <Trans>Draft again</Trans> : <Trans>Draft the interview</Trans>}
          </Action>
        )}
      </div>
    </form>
  );
}

type Part = Pick<WishFormProps, "wish" | "onChange">;

function PurposeField({ wish, onChange }: Part) {
  const { t } = useLingui();
  return (
    <RadioGroup
      label={t`What is the interview for?`}
      name="purpose"
      isInline
      chosen={wish.purpose}
      choices={[
        { id: "HIRING", name: t`Hiring` },
        { id: "RESEARCH", name: t`Research` },
        { id: "PRACTICE", name: t`Practice` },
      ]}
      onChoose={(purpose) => {
        onChange({ purpose });
      }}
    />
  );
}

function SourceField({ wish, onChange }: Part) {
  const { t } = useLingui();
  const id = useId();
  return (
    <div className="grid gap-3" {...(isStudy(wish) && { role: "group", "aria-labelledby": id })}>
      {isStudy(wish) ? (
        <p id={id} className="font-[650]">{t`Source material (optional)`}</p>
      ) : (
        <RadioGroup
          label={t`Source material (optional)`}
          name="source"
          isInline
          chosen={wish.source}
          choices={[
            { id: "JOB", name: t`Job description` },
            { id: "RESUME", name: t`Résumé` },
            { id: "NOTES", name: t`Notes` },
          ]}
          onChoose={(source) => {
            onChange({ source });
          }}
        />
      )}
      <MaterialField
        text={wish.document}
        onChange={(document) => {
          onChange({ document });
        }}
      />
    </div>
  );
}

function Bounds({ wish, error, onChange }: Part & { error: string | undefined }) {
  const { t } = useLingui();
  return (
    <div className="grid items-end gap-4 wide:auto-cols-fr wide:grid-flow-col [&_button]:min-h-11">
      {!isStudy(wish) && (
        <Select
          isTall
          label={t`Job level`}
          chosen={wish.level ?? "ANY"}
          choices={[
            { id: "ANY", name: t`Any` },
            { id: "ENTRY", name: t`Entry-level` },
            { id: "MID", name: t`Mid-level` },
            { id: "SENIOR", name: t`Senior` },
            { id: "LEAD", name: t`Lead` },
          ]}
          onChoose={(level) => {
            onChange({ level: level === "ANY" ? null : level });
          }}
        />
      )}
      <Field
        id="minutes"
        label={t`Approximate length in minutes`}
        type="number"
        min={5}
        max={120}
        error={error}
        value={wish.minutes}
        onChange={({ target }) => {
          onChange({ minutes: target.valueAsNumber });
        }}
      />
      <Select
        isTall
        label={t`Language`}
        chosen={wish.language}
        choices={[
          { id: "en", name: "English" },
          { id: "zh-Hans", name: "简体中文" },
        ]}
        onChoose={(language) => {
          onChange({ language });
        }}
      />
    </div>
  );
}
