import { useLingui } from "@lingui/react/macro";

import { RadioGroup } from "../../../ui/controls/choices";
import { type Provider, type ProviderId, PROVIDERS } from "./providers";

interface ProviderCardsProps {
  chosen: ProviderId | null;
  onChoose: (id: ProviderId) => void;
}

/** The providers of models, with what each needs. */
export function ProviderCards({ chosen, onChoose }: ProviderCardsProps) {
  const { t } = useLingui();
  const needs: Record<ProviderId, string> = {
    openai: t`Requires a key.`,
    anthropic: t`Requires a key.`,
    gemini: t`Requires a key.`,
    ollama: t`Runs on your machine. No key needed.`,
    vllm: t`Runs on your machine. No key needed by default.`,
    other: t`Any server that supports the OpenAI chat API.`,
  };
  const nameOf = ({ id, name }: Provider) => (id === "other" ? t`Other` : name);
  return (
    <RadioGroup<ProviderId>
      isGrid
      label={t`Provider`}
      name="provider"
      chosen={chosen}
      onChoose={onChoose}
      choices={PROVIDERS.map((provider) => ({
        id: provider.id,
        name: nameOf(provider),
        hint: needs[provider.id],
      }))}
    />
  );
}
