import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import { show } from "../../../ui/testing";
import { OwnModel } from "./OwnModel";
import { draftOf, type Model } from "./useModel";

const NONE: Model = {
  engine: "OWN",
  model: null,
  address: null,
  hasKey: false,
  outputMode: "native",
  deployment: null,
  allowsPrivateAddresses: false,
  thinks: null,
};

function Form({ model }: { model: Model }) {
  const [draft, setDraft] = useState(draftOf(model));
  return (
    <OwnModel
      model={model}
      draft={draft}
      change={(part) => {
        setDraft({ ...draft, ...part });
      }}
      problems={{}}
    />
  );
}

describe("an organization’s own model", () => {
  it("fills in the fields of the chosen provider", () => {
    show(<Form model={NONE} />);
    expect(screen.queryByLabelText(/Model name/)).toBeNull();
    fireEvent.click(screen.getByRole("radio", { name: /Anthropic/ }));
    expect(screen.getByLabelText<HTMLInputElement>(/Model name/).value).toMatch(/^anthropic:/);
    expect(screen.getByLabelText("Key")).toBeTruthy();
    fireEvent.click(screen.getByRole("radio", { name: /Ollama/ }));
    expect(screen.getByLabelText<HTMLInputElement>(/Address/).value).toContain("11434");
    expect(screen.queryByLabelText(/Key/)).toBeNull();
  });

  it("forgets a typed key when another provider is chosen, whose server must not get it", () => {
    show(<Form model={NONE} />);
    fireEvent.click(screen.getByRole("radio", { name: /Anthropic/ }));
    const key = () => screen.getByLabelText<HTMLInputElement>("Key");
    fireEvent.change(key(), { target: { value: "sk-for-anthropic" } });
    fireEvent.click(screen.getByRole("radio", { name: /Gemini/ }));
    expect(key().value).toBe("");
  });

  it("names the setting that allows local addresses if they are refused", () => {
    const { unmount } = show(<Form model={NONE} />);
    fireEvent.click(screen.getByRole("radio", { name: /Ollama/ }));
    expect(screen.getByText(/AURAL_MODEL_NETWORKS/)).toBeTruthy();
    unmount();
    show(<Form model={{ ...NONE, allowsPrivateAddresses: true }} />);
    fireEvent.click(screen.getByRole("radio", { name: /Ollama/ }));
    expect(screen.queryByText(/AURAL_MODEL_NETWORKS/)).toBeNull();
  });
});
