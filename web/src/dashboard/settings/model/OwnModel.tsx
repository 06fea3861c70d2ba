import { Trans, useLingui } from "@lingui/react/macro";

import { useState } from "react";

import { Select } from "../../../ui/controls/Select";
import { Field } from "../../../ui/Field";
import { LocalAddress } from "./LocalAddress";
import { ProviderCards } from "./ProviderCards";
import { getProvider, isLocal, isOtherServer, type Provider, providerOf, startOf } from "./providers";
import type { Model, ModelDraft } from "./useModel";

interface OwnModelProps {
  model: Model;
  draft: ModelDraft;
  change: (part: Partial<ModelDraft>) => void;
  problems: Partial<Record<string, string>>;
}

/** Provider, name, address and key of the organization's own model. The fields appear once a provider is chosen. */
export function OwnModel({ model, draft, change, problems }: OwnModelProps) {
  const [chosen, setChosen] = useState(() => (draft.model === "" ? null : providerOf(draft)));
  return (
    <>
      <ProviderCards
        chosen={chosen}
        onChoose={(id) => {
          setChosen(id);
          change(startOf(id, model));
        }}
      />
      {chosen !== null && (
        <ModelFields provider={getProvider(chosen)} model={model} draft={draft} change={change} problems={problems} />
      )}
    </>
  );
}

function ModelFields({ provider, model, draft, change, problems }: OwnModelProps & { provider: Provider }) {
  const { t } = useLingui();
  const [nameHint, keyHint] = [useNameHint(provider), useKeyHint(model, draft)];
  return (
    <>
      {isLocal(draft.address) && !model.allowsPrivateAddresses && <LocalAddress />}
      <Field
        id="model"
        label={t`Model name`}
        hint={nameHint}
        value={draft.model}
        spellCheck={false}
        autoComplete="off"
        error={problems.model}
        onChange={({ target }) => {
          change({ model: target.value });
        }}
      />
      <Field
        id="address"
        type="url"
        label={t`Address`}
        hint={
          provider.id === "other"
            ? t`The address often ends in /v1.`
            : provider.address === ""
              ? t`Leave the address empty to use ${provider.name}’s own API.`
              : t`Change the address if the server runs elsewhere.`
        }
        value={draft.address}
        placeholder={provider.id === "other" ? "https://models.example.com/v1" : provider.ownAddress}
        spellCheck={false}
        autoComplete="off"
        error={problems.address}
        onChange={({ target }) => {
          change({ address: target.value });
        }}
      />
      {provider.key !== "none" && (
        <Field
          id="key"
          type="password"
          label={provider.key === "needed" ? t`Key` : t`Key (optional)`}
          hint={keyHint}
          value={draft.key}
          autoComplete="new-password"
          error={problems.key}
          onChange={({ target }) => {
            change({ key: target.value });
          }}
        />
      )}
      <Select<Model["outputMode"]>
        isTall
        label={t`Structured output`}
        chosen={draft.outputMode}
        onChoose={(outputMode) => {
          change({ outputMode });
        }}
        choices={[
          { id: "native", name: t`JSON schema` },
          { id: "tool", name: t`Tool call` },
          { id: "prompted", name: t`Prompt` },
        ]}
      />
      <p className="text-label text-ink-2">
        <Trans>
          Takes effect with the next turn of each interview. If the model doesn’t respond, the guided interviewer
          continues.
        </Trans>
      </p>
    </>
  );
}

function useNameHint({ id, prefix, name }: Provider): string | undefined {
  const { t } = useLingui();
  if (prefix !== "") return t`The model name used by ${name}, prefixed with ${prefix}.`;
  if (id === "ollama") return t`The name of a model you have pulled, as shown by “ollama list”.`;
  if (id === "vllm") return t`The name of the model that vLLM is serving.`;
  return undefined;
}

function useKeyHint(model: Model, draft: ModelDraft): string {
  const { t } = useLingui();
  if (!model.hasKey) return t`Stored encrypted and never shown again.`;
  return isOtherServer(model, draft)
    ? t`You changed the provider or address, so enter the key again. A saved key is sent only where it was saved for.`
    : t`A key is saved. Leave this field empty to keep it.`;
}
