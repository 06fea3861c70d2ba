import type { Model, ModelDraft } from "./useModel";

export type ProviderId = "openai" | "anthropic" | "gemini" | "ollama" | "vllm" | "other";

export interface Provider {
  id: ProviderId;
  name: string;
  /** The address that a new choice fills in; empty for the provider's own. */
  address: string;
  /** The address that is used if the field is empty. */
  ownAddress: string;
  /** The model that a new choice fills in; empty if only the server's operator knows one. */
  model: string;
  /** The prefix of its model names. */
  prefix: string;
  key: "needed" | "optional" | "none";
}

const OPENAI: Provider = {
  id: "openai",
  name: "OpenAI",
  address: "",
  ownAddress: "https://api.openai.com/v1",
  model: "gpt-5.2",
  prefix: "",
  key: "needed",
};

export const PROVIDERS: readonly Provider[] = [
  OPENAI,
  {
    ...OPENAI,
    id: "anthropic",
    name: "Anthropic",
    ownAddress: "https://api.anthropic.com",
    model: "anthropic:claude-sonnet-5-5",
    prefix: "anthropic:",
  },
  {
    ...OPENAI,
    id: "gemini",
    name: "Gemini",
    ownAddress: "https://generativelanguage.googleapis.com",
    model: "google:gemini-3.8-flash",
    prefix: "google:",
  },
  { ...OPENAI, id: "ollama", name: "Ollama", address: "http://127.0.0.1:11434/v1", model: "llama3.3", key: "none" },
  { ...OPENAI, id: "vllm", name: "vLLM", address: "http://127.0.0.1:8001/v1", model: "", key: "optional" },
  { ...OPENAI, id: "other", name: "", address: "", model: "", key: "optional" },
];

export function getProvider(id: ProviderId): Provider {
  return PROVIDERS.find((provider) => provider.id === id) ?? OPENAI;
}

/** The provider that a saved or typed model belongs to. */
export function providerOf({ model, address }: Pick<ModelDraft, "model" | "address">): ProviderId {
  const named = PROVIDERS.find(({ prefix }) => prefix !== "" && model.startsWith(prefix));
  if (named !== undefined) return named.id;
  const typed = address.trim();
  if (typed === "") return "openai";
  const port = URL.canParse(typed) ? new URL(typed).port : "";
  if (port === "11434") return "ollama";
  return PROVIDERS.find((provider) => provider.address === typed)?.id ?? "other";
}

/** The values that choosing a provider fills in: the saved ones, if it is the saved provider. */
export function startOf(id: ProviderId, saved: Model): Pick<ModelDraft, "model" | "address" | "key"> {
  const before = { model: saved.model ?? "", address: saved.address ?? "" };
  if (saved.model !== null && providerOf(before) === id) return { ...before, key: "" };
  const { model, address } = getProvider(id);
  return { model, address, key: "" };
}

/** Whether the saved key belongs to a different server from the one in the form, and so must not be sent to it. */
export function isOtherServer(saved: Model, draft: ModelDraft): boolean {
  const prefix = (name: string) => PROVIDERS.find((one) => one.prefix !== "" && name.startsWith(one.prefix))?.prefix;
  return draft.address.trim() !== (saved.address ?? "") || prefix(draft.model) !== prefix(saved.model ?? "");
}

/** Whether an address is on this machine or in a private network, as far as can be known without a DNS lookup. */
export function isLocal(address: string): boolean {
  if (!URL.canParse(address.trim())) return false;
  const { hostname } = new URL(address.trim());
  return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]$|\[f[cd])/.test(hostname);
}
