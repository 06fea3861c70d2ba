import { useLingui } from "@lingui/react/macro";

import { RadioGroup } from "../../../ui/controls/choices";
import { problemsOf } from "../../form/FormProblems";
import { SettingForm } from "../../form/SettingForm";
import { type Setting, useTyped, type Versioned } from "../../form/useSetting";
import { useMay } from "../../me";
import { Loaded } from "../../page/Loaded";
import { SettingsPage } from "../SettingsPage";
import { ModelTrial } from "./ModelTrial";
import { OwnModel } from "./OwnModel";
import { changesOf, draftOf, MODEL_FIELDS, type Model, type ModelChange, type ModelDraft, useModel } from "./useModel";

/** The model that phrases questions and assesses answers in this organization. */
export default function ModelPage() {
  const { t } = useLingui();
  const setting = useModel();
  return (
    <SettingsPage heading={t`Model`}>
      <Loaded value={setting.current} error={setting.error} onRetry={() => void setting.reload()}>
        {(current) => <ModelForm current={current} setting={setting} />}
      </Loaded>
    </SettingsPage>
  );
}

interface ModelFormProps {
  current: Versioned<Model>;
  setting: Setting<Model, ModelChange>;
}

function ModelForm({ current, setting }: ModelFormProps) {
  const canChange = useMay("ADMIN");
  const { saved: model, draft, change, save, reload } = useTyped(setting, current, draftOf, changesOf);
  const changes = changesOf(model, draft);
  const problems = problemsOf(setting.failure, MODEL_FIELDS);
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={Object.keys(changes).length > 0}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problems}
      onReload={reload}
      onSave={() => {
        save(changes);
      }}
    >
      <EngineChoice model={model} draft={draft} onChange={change} />
      {draft.engine === "OWN" && <OwnModel model={model} draft={draft} change={change} problems={problems} />}
      {canChange && draft.engine === "OWN" && <ModelTrial changes={changes} canTry={draft.model.trim() !== ""} />}
    </SettingForm>
  );
}

interface EngineChoiceProps {
  model: Model;
  draft: ModelDraft;
  onChange: (part: Partial<ModelDraft>) => void;
}

function EngineChoice({ model, draft, onChange }: EngineChoiceProps) {
  const { t } = useLingui();
  const deployed = model.deployment?.model;
  return (
    <RadioGroup<ModelDraft["engine"]>
      label={t`Model`}
      name="engine"
      chosen={draft.engine}
      onChoose={(engine) => {
        onChange({ engine });
      }}
      choices={[
        {
          id: "DEPLOYMENT",
          name: t`Server default`,
          hint:
            deployed === undefined
              ? t`No model: the guided interviewer asks the questions.`
              : t`Uses the model ${deployed}.`,
        },
        { id: "OWN", name: t`Your own model`, hint: t`Use a provider’s model or one on your own server.` },
        {
          id: "GUIDED",
          name: t`No model (guided interviewer)`,
          hint: t`Asks questions and quotes answers without a model. Reports have no scores.`,
        },
      ]}
    />
  );
}
