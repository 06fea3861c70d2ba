import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../ui/controls/Action";
import { problemsOf } from "../form/FormProblems";
import { FormTop } from "../form/FormTop";
import { type Setting, useTyped, type Versioned } from "../form/useSetting";
import { ModelTrial } from "../settings/model/ModelTrial";
import { OwnModel } from "../settings/model/OwnModel";
import {
  changesOf,
  draftOf,
  MODEL_FIELDS,
  type Model,
  type ModelChange,
  type ModelDraft,
} from "../settings/model/useModel";
import { SignInLayout } from "../signin/SignInLayout";

interface ConnectModelProps {
  current: Versioned<Model>;
  setting: Setting<Model, ModelChange>;
  onBack: () => void;
  /** Called when a model is connected or the step is skipped. */
  onDone: () => void;
}

const ownDraftOf = (model: Model): ModelDraft => ({ ...draftOf(model), engine: "OWN" });

/** The last step of the first run, which can be skipped: tests a model and connects it. */
export function ConnectModel({ current, setting, onBack, onDone }: ConnectModelProps) {
  const { t } = useLingui();
  const { saved: model, draft, change, save } = useTyped(setting, current, ownDraftOf, changesOf);
  const changes = changesOf(model, draft);
  const hasName = draft.model.trim() !== "";
  const problems = problemsOf(setting.failure, MODEL_FIELDS);
  return (
    <SignInLayout heading={t`Connect a model (optional)`} step="model">
      <p className="text-read text-ink-2">
        <Trans>
          Aural works without a model: the guided interviewer asks questions and follow-ups, and reports have quotes but
          no scores. A model drafts interviews from your description, asks more relevant follow-ups and rates answers.
        </Trans>
      </p>
      <Action isPrimary={!hasName} className="justify-self-start" onClick={onDone}>
        <Trans>Continue without a model</Trans>
      </Action>
      <form
        noValidate
        className="grid gap-5 border-t-2 border-ink pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(changes, onDone);
        }}
      >
        <FormTop problems={problems} failure={setting.failure} safe={t`No model is connected yet.`} />
        <OwnModel model={model} draft={draft} change={change} problems={problems} />
        <ModelTrial changes={changes} canTry={hasName} />
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          <Action isPrimary={hasName} type="submit" isOff={setting.isSaving || !hasName}>
            {setting.isSaving ? <Trans>Saving</Trans> : <Trans>Use this model and continue</Trans>}
          </Action>
          <Action look="quiet" onClick={onBack}>
            <Trans>Go back</Trans>
          </Action>
        </div>
      </form>
    </SignInLayout>
  );
}
