import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../parts/Action";
import { problemsOf } from "../parts/FormProblems";
import { changesOf, draftOf, MODEL_FIELDS, type Model, type ModelDraft, type useModel } from "../settings/model";
import { ModelTrial } from "../settings/ModelTrial";
import { OwnModel } from "../settings/OwnModel";
import { useTyped } from "../settings/useSetting";
import { Door } from "./Door";
import { FormTop } from "./FormTop";

interface ConnectModelProps {
  model: Model;
  setting: ReturnType<typeof useModel>;
  onBack: () => void;
  /** A model is connected, or none is wanted now. */
  onDone: () => void;
}

/** The first run's last step, which one may leave out: try a model, and take it. */
export function ConnectModel({ model, setting, onBack, onDone }: ConnectModelProps) {
  const { t } = useLingui();
  const { draft, change } = useTyped<ModelDraft>({ ...draftOf(model), engine: "OWN" });
  const changes = changesOf(model, draft);
  const hasName = draft.model.trim() !== "";
  const problems = problemsOf(setting.failure, MODEL_FIELDS);
  return (
    <Door heading={t`Connect a model, if you like`} step="model">
      <p className="text-read text-ink-2">
        <Trans>
          Aural works without one: the guided interviewer asks and probes, and reports have quotes but no scores. A
          model drafts from your words, asks closer follow-ups and rates answers.
        </Trans>
      </p>
      <Action isPrimary className="justify-self-start" onClick={onDone}>
        <Trans>Continue without a model</Trans>
      </Action>
      <form
        noValidate
        className="grid gap-5 border-t-2 border-ink pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          setting.save(changes, onDone);
        }}
      >
        <FormTop problems={problems} failure={setting.failure} safe={t`No model is connected yet.`} />
        <OwnModel model={model} draft={draft} change={change} problems={problems} />
        <ModelTrial changes={changes} canTry={hasName} />
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          <Action type="submit" isOff={setting.isSaving || !hasName}>
            {setting.isSaving ? <Trans>Saving</Trans> : <Trans>Use this model and continue</Trans>}
          </Action>
          <Action look="quiet" onClick={onBack}>
            <Trans>Back</Trans>
          </Action>
        </div>
      </form>
    </Door>
  );
}
