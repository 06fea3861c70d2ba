import { useLingui } from "@lingui/react/macro";

import { RadioGroup } from "../../../ui/controls/choices";
import { Select } from "../../../ui/controls/Select";
import { Field } from "../../../ui/Field";
import { useLanguageChoices } from "../../../ui/language/languageChoices";
import { useDepthNames } from "../followups/useDepthNames";
import type { FieldsProps } from "./fields";

export function AiName({ values, problems, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Field
      label={t`Interviewer name`}
      value={values.aiName}
      error={problems?.aiName}
      maxLength={200}
      onChange={({ target }) => {
        onChange({ aiName: target.value });
      }}
    />
  );
}

export function Tone({ values, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Select
      isTall
      label={t`Tone`}
      choices={[
        { id: "PROFESSIONAL", name: t`Professional` },
        { id: "FRIENDLY", name: t`Friendly` },
        { id: "CASUAL", name: t`Casual` },
        { id: "FORMAL", name: t`Formal` },
      ]}
      chosen={values.aiTone}
      onChoose={(aiTone) => {
        onChange({ aiTone });
      }}
    />
  );
}

export function InterviewLanguage({ values, onChange }: FieldsProps) {
  const { t } = useLingui();
  const languageChoices = useLanguageChoices();
  return (
    <Select
      isTall
      label={t`Interview language`}
      choices={languageChoices(values.language)}
      chosen={values.language}
      onChoose={(language) => {
        onChange({ language });
      }}
    />
  );
}

export function Depth({ values, onChange }: FieldsProps) {
  const { t } = useLingui();
  const depthName = useDepthNames();
  return (
    <RadioGroup
      label={t`Follow-ups`}
      name="depth"
      choices={[
        { id: "LIGHT", name: depthName("LIGHT", null), hint: t`Research questions still get up to two` },
        { id: "MODERATE", name: depthName("MODERATE", null), hint: t`Research questions get up to five` },
        { id: "DEEP", name: depthName("DEEP", null) },
      ]}
      chosen={values.followUpDepth}
      onChoose={(followUpDepth) => {
        onChange({ followUpDepth });
      }}
    />
  );
}
