import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { questionTypes, taskOfType } from "../../../api/questionTypes";
import { Action } from "../../../ui/controls/Action";
import { Switch } from "../../../ui/controls/choices";
import { Select } from "../../../ui/controls/Select";
import { Field } from "../../../ui/Field";
import { TextArea } from "../../../ui/TextArea";
import type { Saving } from "../../autosave/SaveState";
import { useAutosave } from "../../autosave/useAutosave";
import { SaveToLibrary } from "../../library/SaveToLibrary";
import { useMay } from "../../me";
import {
  changeQuestion,
  type Draft,
  ownProbes,
  type Probe,
  type Question,
  type QuestionChange,
  readLastChange,
  readProbes,
  readQuestion,
} from "../draft";
import { budgetOf, canPrepare, type DepthChoice, depthChoiceOf, depthsOf } from "../followups/followUpRules";
import { FollowUps } from "../followups/FollowUps";
import { useDepthNames } from "../followups/useDepthNames";
import { useNamedProblems } from "../namedProblems";
import { SavedForm } from "../SavedForm";
import { useSavingReport } from "../savingState";
import { OptionsEditor } from "./OptionsEditor";
import { StarterCode } from "./StarterCode";
import { NEW_QUESTION } from "./useQuestionChange";
import { useTypeNames } from "./useTypeNames";

interface QuestionEditorProps {
  draft: Draft;
  question: Question;
  /** It was just added: its text has the focus, and is selected until it is changed. */
  isNew: boolean;
  onRemove: () => void;
  /** Reports whether the question is saved, so that the page can show it while the question is out of sight. */
  onSaving: (saving: Saving | null) => void;
}

/** One question: its text, its type with the settings of that type, whether it is required, and its follow-ups. */
export function QuestionEditor({ draft, question, isNew, onRemove, onSaving }: QuestionEditorProps) {
  const { t, i18n } = useLingui();
  const names = useTypeNames();
  const canChange = useMay("MEMBER");
  const form = useAutosave({
    draft,
    of: question.id,
    stored: ({ questions }) => questions.filter(({ id }) => id === question.id).map(asStored)[0],
    read: async () => {
      const { question: fresh, etag } = await readQuestion(question.id);
      return { values: asStored(fresh), etag };
    },
    save: (values, etag) => changeQuestion(question.id, values, etag),
    readLast: () => readLastChange(draft.id, question.id),
  });
  useSavingReport(form.saving, onSaving);
  const named = useNamedProblems("question");
  const problems = form.error === null ? {} : named(form.error).problems;
  const change: (values: QuestionChange) => void = form.change;
  const values = { ...question, ...(form.changed as Partial<Question>) };
  const own = "probes" in form.changed ? (form.changed.probes as Probe[] | null) : ownProbes(question);
  const chooseType = (type: Question["type"]) => {
    const options = taskOfType(type) === "choice" ? (values.options ?? [t`First option`, t`Second option`]) : null;
    change({ type, options, ...(taskOfType(type) !== "code" && { starterCode: null }) });
  };
  return (
    <SavedForm {...form} of={values.type}>
      <TextArea
        label={t`Question`}
        value={values.text}
        error={problems.text}
        maxLength={5000}
        autoFocus={isNew}
        onFocus={({ target }) => {
          if (isNew && values.text === i18n._(NEW_QUESTION)) target.select();
        }}
        onChange={({ target }) => {
          change({ text: target.value });
        }}
      />
      <TextArea
        label={t`Hint for the candidate`}
        hint={t`Shown beneath the question`}
        value={values.description ?? ""}
        error={problems.description}
        maxLength={5000}
        onChange={({ target }) => {
          change({ description: target.value || null });
        }}
      />
      <Select
        isTall
        label={t`Question type`}
        choices={questionTypes.map((id) => ({ id, name: names[id] }))}
        chosen={values.type}
        onChoose={chooseType}
      />
      {values.options !== null && (
        <OptionsEditor
          options={values.options}
          problems={problems}
          onChange={(options) => {
            change({ options });
          }}
        />
      )}
      {taskOfType(values.type) === "code" && (
        <StarterCode
          value={values.starterCode ?? ""}
          isReadOnly={!canChange}
          onChange={(code) => {
            change({ starterCode: code || null });
          }}
        />
      )}
      <Rules values={values} onChange={change}>
        {canPrepare(values.type, own) && (
          <FollowUps
            own={own}
            suggested={question.hasOwnProbes ? null : readProbes(question.probes)}
            budget={budgetOf(values, draft.followUpDepth)}
            isOn={values.followUpEnabled}
            onChange={(probes) => {
              change({ probes });
            }}
          />
        )}
      </Rules>
      {canChange && (
        <div className="flex flex-wrap gap-2">
          <SaveToLibrary key={question.updatedAt} question={question} />
          <Action look="quiet" onClick={onRemove}>
            <Trans>Delete this question</Trans>
          </Action>
        </div>
      )}
    </SavedForm>
  );
}

/** The question with its own follow-ups only, so that new suggestions don't count as a change. */
function asStored(question: Question) {
  return { ...question, probes: ownProbes(question) };
}

interface RulesProps {
  values: Question;
  onChange: (change: QuestionChange) => void;
  children: ReactNode;
}

function Rules({ values, onChange, children }: RulesProps) {
  const { t } = useLingui();
  const depthName = useDepthNames();
  return (
    <>
      <Switch
        checked={values.required}
        onChange={({ target }) => {
          onChange({ required: target.checked });
        }}
      >
        <Trans>Always asked</Trans>
      </Switch>
      <Select<DepthChoice>
        isTall
        label={t`Follow-ups`}
        choices={[
          { id: "INTERVIEW", name: t`Same as the interview` },
          ...depthsOf(values.type).map((id) => ({ id, name: depthName(id, values.type) })),
        ]}
        chosen={depthChoiceOf(values)}
        onChoose={(depth) => {
          if (depth === "OFF") onChange({ followUpEnabled: false });
          else onChange({ followUpEnabled: true, followUpDepth: depth === "INTERVIEW" ? null : depth });
        }}
      />
      {children}
      <Field
        label={t`Time limit in seconds`}
        hint={t`30 to 3,600; leave empty for no limit`}
        type="number"
        min={30}
        max={3600}
        value={values.timeLimitSeconds ?? ""}
        onChange={({ target }) => {
          onChange({ timeLimitSeconds: target.value === "" ? null : Number(target.value) });
        }}
      />
    </>
  );
}
