import { Trans, useLingui } from "@lingui/react/macro";

import { Field } from "../../ui/Field";
import { Select } from "../parts/Select";
import type { Model, ModelDraft } from "./model";

interface OwnModelProps {
  model: Model;
  draft: ModelDraft;
  change: (part: Partial<ModelDraft>) => void;
  problems: Partial<Record<string, string>>;
}

/** Name, address and key of a model of one’s own. */
export function OwnModel({ model, draft, change, problems }: OwnModelProps) {
  const { t } = useLingui();
  const isMoved = draft.address.trim() !== (model.address ?? "");
  const keyHint = !model.hasKey
    ? t`Stored encrypted and never shown again.`
    : isMoved
      ? t`If you change the address, enter the key again. The saved key is only sent to the saved address.`
      : t`A key is saved. Leave this empty to keep it.`;
  return (
    <>
      <Field
        id="model"
        label={t`Name of the model`}
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
          model.allowsPrivateAddresses
            ? t`It often ends in /v1. Empty: OpenAI’s. Some addresses in your network are allowed.`
            : t`It often ends in /v1. Empty: OpenAI’s. Addresses inside a network are refused here.`
        }
        value={draft.address}
        placeholder="https://models.example.com/v1"
        spellCheck={false}
        autoComplete="off"
        error={problems.address}
        onChange={({ target }) => {
          change({ address: target.value });
        }}
      />
      <Field
        id="key"
        type="password"
        label={t`Key`}
        hint={keyHint}
        value={draft.key}
        autoComplete="new-password"
        error={problems.key}
        onChange={({ target }) => {
          change({ key: target.value });
        }}
      />
      <Select<Model["outputMode"]>
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
          Takes effect from the next turn of each interview. If the model doesn’t respond, the guided interviewer
          continues.
        </Trans>
      </p>
    </>
  );
}
