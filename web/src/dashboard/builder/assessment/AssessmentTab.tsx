import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { Section } from "../../../ui/Section";
import type { Criterion, Draft } from "../draft";
import { SavedForm } from "../SavedForm";
import { useSettings } from "../useSettings";
import { BlindRating } from "./BlindRating";
import { CriteriaMatrix } from "./CriteriaMatrix";
import { CriterionEditor } from "./CriterionEditor";
import { withLink } from "./matrix";

/** The criteria, the questions that each is judged on, and how people rate. */
export function AssessmentTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const form = useSettings(draft);
  const [added, setAdded] = useState<number | null>(null);
  const { questions } = draft;
  const criteria = form.values.assessmentCriteria;
  const put = (next: Criterion[]) => {
    form.change({ assessmentCriteria: next });
  };
  return (
    <SavedForm {...form} questions={questions} isWide>
      <Section heading={t`Criteria`}>
        {criteria.length === 0 && (
          <p className="text-read">
            <Trans>No criteria yet. Add what you’re looking for and what a strong answer looks like.</Trans>
          </p>
        )}
        <div className="grid max-w-(--measure)">
          {criteria.map((criterion, place) => (
            <CriterionEditor
              key={place}
              criterion={criterion}
              questions={questions}
              isNew={place === added}
              onChange={(next) => {
                put(criteria.map((one, index) => (index === place ? next : one)));
              }}
              onRemove={() => {
                setAdded(null);
                put(criteria.filter((_, index) => index !== place));
              }}
            />
          ))}
        </div>
        <div>
          <Action
            onClick={() => {
              setAdded(criteria.length);
              put([...criteria, { name: t`New criterion`, description: "", anchors: [], questionIds: [] }]);
            }}
          >
            <Trans>Add a criterion</Trans>
          </Action>
        </div>
      </Section>
      {criteria.length > 0 && questions.length > 0 && (
        <Section heading={t`Questions and criteria`}>
          <p className="text-ink-2">
            <Trans>
              For each question, select the criteria its answer can provide evidence for. A criterion with no question
              selected is rated on all answers.
            </Trans>
          </p>
          <CriteriaMatrix
            questions={questions}
            criteria={criteria}
            onLink={(place, questionId, isOn) => {
              put(withLink(criteria, questions, place, questionId, isOn));
            }}
          />
        </Section>
      )}
      <Section heading={t`Rating`}>
        <div className="max-w-(--measure)">
          <BlindRating values={form.values} onChange={form.change} />
        </div>
      </Section>
    </SavedForm>
  );
}
