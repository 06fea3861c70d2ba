import { describe, expect, it } from "vitest";

import { isLocal, isOtherServer, PROVIDERS, providerOf, startOf } from "./providers";
import { draftOf, type Model } from "./useModel";

const NONE: Model = {
  engine: "DEPLOYMENT",
  model: null,
  address: null,
  hasKey: false,
  outputMode: "native",
  deployment: null,
  allowsPrivateAddresses: false,
  thinks: null,
};
const SAVED: Model = { ...NONE, engine: "OWN", model: "gpt-5.2-mini", hasKey: true };

describe("the providers of models", () => {
  it.each(PROVIDERS.filter(({ id }) => id !== "other"))("recognizes $id by the values that it fills in", ({ id }) => {
    expect(providerOf(startOf(id, NONE))).toBe(id);
  });

  it("recognizes Ollama by its port, and treats unknown servers as others", () => {
    expect(providerOf({ model: "llama3.3", address: "http://gpu.example.com:11434/v1" })).toBe("ollama");
    expect(providerOf({ model: "some-model", address: "https://models.example.com/v1" })).toBe("other");
    expect(providerOf({ model: "some-model", address: "not an address" })).toBe("other");
    expect(providerOf({ model: "anthropic:claude", address: "https://proxy.example.com" })).toBe("anthropic");
  });

  it("fills in the saved values for the saved provider, but never a key", () => {
    expect(startOf("openai", SAVED)).toEqual({ model: "gpt-5.2-mini", address: "", key: "" });
    expect(startOf("anthropic", SAVED)).toMatchObject({ address: "", key: "" });
    expect(startOf("anthropic", SAVED).model).toMatch(/^anthropic:/);
  });

  it("asks for the key again for another server or provider", () => {
    const draft = draftOf(SAVED);
    expect(isOtherServer(SAVED, draft)).toBe(false);
    expect(isOtherServer(SAVED, { ...draft, model: "gpt-5.2" })).toBe(false);
    expect(isOtherServer(SAVED, { ...draft, model: "google:gemini" })).toBe(true);
    expect(isOtherServer(SAVED, { ...draft, address: "https://models.example.com/v1" })).toBe(true);
  });

  it.each([
    ["http://127.0.0.1:11434/v1", true],
    ["http://localhost:8001/v1", true],
    ["http://[::1]:11434/v1", true],
    ["http://172.20.0.4/v1", true],
    ["https://models.example.com/v1", false],
    ["http://172.40.0.4/v1", false],
    ["", false],
  ])("knows whether %s is a local address", (address, isIt) => {
    expect(isLocal(address)).toBe(isIt);
  });
});
