import { useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { useMay } from "../me";
import { RadioGroup } from "../parts/choices";
import { problemsOf } from "../parts/FormProblems";
import { Loaded } from "./Loaded";
import { ModelTrial } from "./ModelTrial";
import { OwnModel } from "./OwnModel";
import { SettingForm } from "./SettingForm";
import { SettingsPage } from "./SettingsPage";
import { useSetting, versioned } from "./useSetting";

export type Model = components["schemas"]["EngineOut"];
export type ModelChange = components["schemas"]["EngineChange"];
type Engine = Model["engine"];

const FIELDS = ["engine", "model", "address", "key"] as const;

/** Which model words and judges here. */
export default function ModelPage() {
  const { t } = useLingui();
  const setting = useSetting<Model, ModelChange>({
    name: "model",
    read: (signal) => versioned(api.GET("/settings/model", { signal })),
    write: (body, etag) => versioned(api.PATCH("/settings/model", { body, params: { header: { "If-Match": etag } } })),
  });
  return (
    <SettingsPage heading={t`Model`}>
      <Loaded value={setting.value} error={setting.error} onRetry={setting.reload}>
        {(model) => <ModelForm key={JSON.stringify(model)} model={model} setting={setting} />}
      </Loaded>
    </SettingsPage>
  );
}

interface ModelFormProps {
  model: Model;
  setting: ReturnType<typeof useSetting<Model, ModelChange>>;
}

/** What differs from what is saved. An empty key means: as it is. */
function changesOf(model: Model, draft: Draft): ModelChange {
  const address = draft.address.trim() === "" ? null : draft.address.trim();
  return {
    ...(draft.engine !== model.engine && { engine: draft.engine }),
    ...(draft.model.trim() !== (model.model ?? "") && { model: draft.model.trim() }),
    ...(address !== model.address && { address }),
    ...(draft.key !== "" && { key: draft.key }),
    ...(draft.outputMode !== model.outputMode && { outputMode: draft.outputMode }),
  };
}

export interface Draft {
  engine: Engine;
  model: string;
  address: string;
  key: string;
  outputMode: Model["outputMode"];
}

function ModelForm({ model, setting }: ModelFormProps) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const [draft, setDraft] = useState<Draft>({
    engine: model.engine,
    model: model.model ?? "",
    address: model.address ?? "",
    key: "",
    outputMode: model.outputMode,
  });
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
  };
  const changes = changesOf(model, draft);
  const problems = problemsOf(setting.failure, FIELDS);
  const deployed = model.deployment?.model;
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={Object.keys(changes).length > 0}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problems}
      onReload={setting.reload}
      onSave={() => {
        setting.save(changes);
      }}
    >
      <RadioGroup<Engine>
        label={t`Who thinks`}
        name="engine"
        chosen={draft.engine}
        onChoose={(engine) => {
          change({ engine });
        }}
        choices={[
          {
            id: "DEPLOYMENT",
            name: t`As this server is set up`,
            hint: deployed === undefined ? t`It has no model: the guided interviewer asks.` : t`The model ${deployed}.`,
          },
          { id: "OWN", name: t`A model of your own`, hint: t`Any server that speaks the OpenAI chat API.` },
          {
            id: "GUIDED",
            name: t`None: the guided interviewer`,
            hint: t`It asks and quotes without a model. Reports have no scores.`,
          },
        ]}
      />
      {draft.engine === "OWN" && (
        <OwnModel
          model={model}
          draft={draft}
          change={change}
          problems={problems}
          isPrivate={model.allowsPrivateAddresses}
        />
      )}
      {canChange && draft.engine === "OWN" && <ModelTrial changes={changes} canTry={draft.model.trim() !== ""} />}
    </SettingForm>
  );
}
