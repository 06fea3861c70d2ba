import { api } from "../../../api/client";
import type { components } from "../../../api/schema";
import { useSetting, versioned } from "../../form/useSetting";

export type Model = components["schemas"]["EngineOut"];
export type ModelChange = components["schemas"]["EngineChange"];

export const MODEL_FIELDS = ["engine", "model", "address", "key"] as const;

/** The values in the form of a model. An empty key means that the saved one is kept. */
export interface ModelDraft {
  engine: Model["engine"];
  model: string;
  address: string;
  key: string;
  outputMode: Model["outputMode"];
}

export function draftOf({ engine, model, address, outputMode }: Model): ModelDraft {
  return { engine, model: model ?? "", address: address ?? "", key: "", outputMode };
}

/** The values that differ from the saved ones. */
export function changesOf(model: Model, draft: ModelDraft): ModelChange {
  const address = draft.address.trim() === "" ? null : draft.address.trim();
  return {
    ...(draft.engine !== model.engine && { engine: draft.engine }),
    ...(draft.model.trim() !== (model.model ?? "") && { model: draft.model.trim() }),
    ...(address !== model.address && { address }),
    ...(draft.key !== "" && { key: draft.key }),
    ...(draft.outputMode !== model.outputMode && { outputMode: draft.outputMode }),
  };
}

export function useModel() {
  return useSetting<Model, ModelChange>({
    name: "model",
    read: (signal) => versioned(api.GET("/settings/model", { signal })),
    write: (body, etag) => versioned(api.PATCH("/settings/model", { body, params: { header: { "If-Match": etag } } })),
  });
}
