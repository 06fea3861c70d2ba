import { Trans, useLingui } from "@lingui/react/macro";

import { Field } from "../../ui/Field";
import { Action } from "../parts/Action";
import { CheckRow } from "../parts/choices";
import { TextArea } from "../parts/TextArea";
import type { Criterion, Draft } from "./draft";
import { SavedForm } from "./SavedForm";
import { useSettings } from "./useSettings";

const LEVELS = [1, 2, 3, 4] as const;

/** What answers are judged by: what each level looks like, and which questions feed it. */
export function CriteriaTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const form = useSettings(draft);
  const criteria = form.values.assessmentCriteria;
  const put = (next: Criterion[]) => {
    form.change({ assessmentCriteria: next });
  };
  return (
    <SavedForm {...form}>
      {criteria.length === 0 && (
        <p className="text-read">
          <Trans>No criteria yet. Say what you look for, and what good looks like.</Trans>
        </p>
      )}
      {criteria.map((criterion, place) => (
        <CriterionEditor
          key={place}
          criterion={criterion}
          draft={draft}
          onChange={(next) => {
            put(criteria.map((one, index) => (index === place ? next : one)));
          }}
          onRemove={() => {
            put(criteria.filter((_, index) => index !== place));
          }}
        />
      ))}
      <div>
        <Action
          onClick={() => {
            put([...criteria, { name: t`New criterion`, description: "", anchors: [], questionIds: [] }]);
          }}
        >
          <Trans>Add a criterion</Trans>
        </Action>
      </div>
    </SavedForm>
  );
}

interface CriterionEditorProps {
  criterion: Criterion;
  draft: Draft;
  onChange: (criterion: Criterion) => void;
  onRemove: () => void;
}

function CriterionEditor({ criterion, draft, onChange, onRemove }: CriterionEditorProps) {
  const { t } = useLingui();
  const { name } = criterion;
  return (
    <section aria-label={name} className="grid gap-4 border-t-2 border-ink pt-4">
      <Field
        label={t`Name of the criterion`}
        value={name}
        maxLength={200}
        onChange={({ target }) => {
          onChange({ ...criterion, name: target.value });
        }}
      />
      <TextArea
        label={t`Description`}
        value={criterion.description}
        maxLength={5000}
        onChange={({ target }) => {
          onChange({ ...criterion, description: target.value });
        }}
      />
      {LEVELS.map((level) => (
        <TextArea
          key={level}
          rows={2}
          label={t`What level ${level} looks like`}
          value={criterion.anchors.find((anchor) => anchor.level === level)?.text ?? ""}
          maxLength={1000}
          onChange={({ target }) => {
            const others = criterion.anchors.filter((anchor) => anchor.level !== level);
            const own = target.value === "" ? [] : [{ level, text: target.value }];
            onChange({ ...criterion, anchors: [...others, ...own].sort((a, b) => a.level - b.level) });
          }}
        />
      ))}
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-[650]">
          <Trans>Questions used</Trans>
        </legend>
        {draft.questions.map(({ id, text, order }) => (
          <CheckRow
            key={id}
            checked={criterion.questionIds.includes(id)}
            onChange={({ target }) => {
              const others = criterion.questionIds.filter((one) => one !== id);
              onChange({ ...criterion, questionIds: target.checked ? [...others, id] : others });
            }}
          >
            {`${String(order + 1)}. ${text}`}
          </CheckRow>
        ))}
      </fieldset>
      <div>
        <Action look="quiet" onClick={onRemove}>
          <Trans>Remove this criterion</Trans>
        </Action>
      </div>
    </section>
  );
}
