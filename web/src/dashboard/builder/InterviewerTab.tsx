import { useLingui } from "@lingui/react/macro";

import { Field } from "../../ui/Field";
import { RadioGroup } from "../parts/choices";
import { useLanguageChoices } from "../parts/languages";
import { Select } from "../parts/Select";
import { TextArea } from "../parts/TextArea";
import type { Draft } from "./draft";
import { FactsEditor } from "./FactsEditor";
import { SavedForm } from "./SavedForm";
import { useSettings } from "./useSettings";

/** How the interviewer sounds, how deep it asks, and what it may tell. */
export function InterviewerTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const languageChoices = useLanguageChoices();
  const form = useSettings(draft);
  const { values, change } = form;
  return (
    <SavedForm {...form}>
      <Field
        label={t`Name of the interviewer`}
        value={values.aiName}
        maxLength={200}
        onChange={({ target }) => {
          change({ aiName: target.value });
        }}
      />
      <Select
        label={t`Tone`}
        choices={[
          { id: "PROFESSIONAL", name: t`Professional` },
          { id: "FRIENDLY", name: t`Friendly` },
          { id: "CASUAL", name: t`Casual` },
          { id: "FORMAL", name: t`Formal` },
        ]}
        chosen={values.aiTone}
        onChoose={(aiTone) => {
          change({ aiTone });
        }}
      />
      <RadioGroup
        label={t`Follow-ups`}
        name="depth"
        choices={[
          { id: "LIGHT", name: t`None`, hint: t`At most two for research questions` },
          { id: "MODERATE", name: t`Up to two per question` },
          { id: "DEEP", name: t`Up to five per question` },
        ]}
        chosen={values.followUpDepth}
        onChoose={(followUpDepth) => {
          change({ followUpDepth });
        }}
      />
      <Select
        label={t`Language of the interview`}
        choices={languageChoices(values.language)}
        chosen={values.language}
        onChoose={(language) => {
          change({ language });
        }}
      />
      <TextArea
        label={t`What happens next`}
        hint={t`Message for candidates at the end`}
        value={values.nextSteps ?? ""}
        maxLength={1000}
        onChange={({ target }) => {
          change({ nextSteps: target.value || null });
        }}
      />
      <FactsEditor
        facts={values.approvedFacts}
        onChange={(approvedFacts) => {
          change({ approvedFacts });
        }}
      />
    </SavedForm>
  );
}
