import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { Field } from "../../../ui/Field";
import { TextArea } from "../../../ui/TextArea";
import type { Criterion, Question } from "../draft";
import { countLinks, withAnchor } from "./matrix";

const LEVELS = [1, 2, 3, 4] as const;

interface CriterionEditorProps {
  criterion: Criterion;
  questions: readonly Question[];
  /** It was just added: it is open, and its name is selected. */
  isNew: boolean;
  onChange: (criterion: Criterion) => void;
  onRemove: () => void;
}

/** One criterion in a line. When it is opened, it shows its name, its description and what each level looks like. */
export function CriterionEditor({ criterion, questions, isNew, onChange, onRemove }: CriterionEditorProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(isNew);
  const { name, description, anchors } = criterion;
  return (
    <details
      open={isOpen}
      className="group border-b border-line"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary className="flex min-h-11 cursor-pointer items-start gap-2 py-2">
        <ChevronRight aria-hidden="true" className="mt-1 flex-none group-open:rotate-90 rtl:-scale-x-100" />
        <span className="grid min-w-0">
          <span className="font-[650] wrap-anywhere">{name}</span>
          <Figures levels={anchors.length} questions={countLinks(criterion, questions)} />
        </span>
      </summary>
      <div className="grid gap-4 ps-7 pt-1 pb-5">
        <Field
          label={t`Criterion name`}
          value={name}
          maxLength={200}
          autoFocus={isNew}
          onFocus={({ target }) => {
            if (isNew) target.select();
          }}
          onChange={({ target }) => {
            onChange({ ...criterion, name: target.value });
          }}
        />
        <TextArea
          label={t`Description`}
          value={description}
          maxLength={5000}
          onChange={({ target }) => {
            onChange({ ...criterion, description: target.value });
          }}
        />
        {LEVELS.map((level) => (
          <TextArea
            key={level}
            rows={1}
            label={t`What level ${level} looks like`}
            value={anchors.find((anchor) => anchor.level === level)?.text ?? ""}
            maxLength={1000}
            onChange={({ target }) => {
              onChange(withAnchor(criterion, level, target.value));
            }}
          />
        ))}
        <div>
          <Action look="quiet" onClick={onRemove}>
            <Trans>Remove this criterion</Trans>
          </Action>
        </div>
      </div>
    </details>
  );
}

function Figures({ levels, questions }: { levels: number; questions: number }) {
  const all = LEVELS.length;
  return (
    <span className="flex flex-wrap gap-x-3 text-label text-ink-2">
      <span>
        <Trans>
          {levels} of {all} levels described
        </Trans>
      </span>
      <span>
        {questions === 0 ? (
          <Trans>All questions</Trans>
        ) : (
          <Plural value={questions} one="# question" other="# questions" />
        )}
      </span>
    </span>
  );
}
