import { useLingui } from "@lingui/react/macro";

import { RadioGroup } from "../../../ui/controls/choices";
import type { FieldsProps } from "../settings/fields";

/** Whether reviewers rate before they see what the AI suggests. */
export function BlindRating({ values: { blindRating }, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <RadioGroup
      label={t`Blind rating`}
      name="blind"
      choices={[
        { id: "DEFAULT", name: t`On for hiring, otherwise off` },
        { id: "ON", name: t`On`, hint: t`Reviewers rate before they see the AI’s levels` },
        { id: "OFF", name: t`Off`, hint: t`The AI’s levels are visible right away` },
      ]}
      chosen={blindRating === null ? "DEFAULT" : blindRating ? "ON" : "OFF"}
      onChoose={(id) => {
        onChange({ blindRating: id === "DEFAULT" ? null : id === "ON" });
      }}
    />
  );
}
