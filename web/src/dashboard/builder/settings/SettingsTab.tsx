import { useLingui } from "@lingui/react/macro";

import { Section } from "../../../ui/Section";
import type { Draft } from "../draft";
import { useNamedProblems } from "../namedProblems";
import { SavedForm } from "../SavedForm";
import { useSettings } from "../useSettings";
import { FactsEditor } from "./FactsEditor";
import { Integrity } from "./Integrity";
import { AiName, Depth, InterviewLanguage, Tone } from "./InterviewerFields";
import { Contact, Description, Goal, NextSteps, Purpose } from "./PurposeFields";
import { Pauses, TimeLimit } from "./TimeFields";

/** The interview's purpose, the interviewer's behavior, the information for candidates, and the time limits. */
export function SettingsTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const form = useSettings(draft);
  const named = useNamedProblems("interview");
  const { values, change: onChange } = form;
  const problems = form.error === null ? {} : named(form.error).problems;
  const fields = { values, problems, onChange };
  return (
    <SavedForm {...form} questions={draft.questions}>
      <Section heading={t`Goal`}>
        <Purpose {...fields} />
        <Goal {...fields} />
      </Section>
      <Section heading={t`Interviewer`}>
        <AiName {...fields} />
        <Tone {...fields} />
        <InterviewLanguage {...fields} />
        <Depth {...fields} />
        <FactsEditor
          facts={values.approvedFacts}
          problems={problems}
          onChange={(approvedFacts) => {
            onChange({ approvedFacts });
          }}
        />
      </Section>
      <Section heading={t`For candidates`}>
        <Description {...fields} />
        <NextSteps {...fields} />
        <Contact {...fields} />
      </Section>
      <Section heading={t`Time`}>
        <TimeLimit {...fields} />
        <Pauses {...fields} />
      </Section>
      <Section heading={t`Integrity`}>
        <Integrity {...fields} />
      </Section>
    </SavedForm>
  );
}
