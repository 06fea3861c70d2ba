import { useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { Select } from "../../ui/controls/Select";
import { useLanguageChoices } from "../../ui/language/languageChoices";
import { problemsOf } from "../form/FormProblems";
import { SettingForm } from "../form/SettingForm";
import { useSetting, versioned } from "../form/useSetting";
import { useMay } from "../me";
import { Loaded } from "../page/Loaded";
import { SettingsPage } from "./SettingsPage";

type Languages = components["schemas"]["LanguagesOut"];
type LanguagesChange = components["schemas"]["LanguagesChange"];

const UNSET = "-";

/** The default language of interviews, and the language of reports. */
export default function LanguagesPage() {
  const { t } = useLingui();
  const setting = useSetting<Languages, LanguagesChange>({
    name: "languages",
    read: (signal) => versioned(api.GET("/settings/languages", { signal })),
    write: (body, etag) =>
      versioned(api.PATCH("/settings/languages", { body, params: { header: { "If-Match": etag } } })),
  });
  return (
    <SettingsPage heading={t`Languages`}>
      <Loaded value={setting.value} error={setting.error} onRetry={setting.reload} rows={2}>
        {(languages) => (
          <LanguagesForm
            key={`${languages.interview ?? ""}/${languages.report ?? ""}`}
            languages={languages}
            setting={setting}
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}

interface LanguagesFormProps {
  languages: Languages;
  setting: ReturnType<typeof useSetting<Languages, LanguagesChange>>;
}

function LanguagesForm({ languages, setting }: LanguagesFormProps) {
  const { t } = useLingui();
  const languageChoices = useLanguageChoices();
  const canChange = useMay("ADMIN");
  const [interview, setInterview] = useState(languages.interview ?? UNSET);
  const [report, setReport] = useState(languages.report ?? UNSET);
  const choices = (unset: string, chosen: string) => [
    { id: UNSET, name: unset },
    ...languageChoices(chosen === UNSET ? null : chosen),
  ];
  const wanted = (chosen: string) => (chosen === UNSET ? null : chosen);
  const changes: LanguagesChange = {
    ...(wanted(interview) !== languages.interview && { interview: wanted(interview) }),
    ...(wanted(report) !== languages.report && { report: wanted(report) }),
  };
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={Object.keys(changes).length > 0}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problemsOf(setting.failure, ["interview", "report"])}
      onReload={setting.reload}
      onSave={() => {
        setting.save(changes);
      }}
    >
      <Select
        isTall
        label={t`New interviews`}
        hint={t`Existing interviews keep their language. You can change it in each interview.`}
        choices={choices(t`English (default)`, interview)}
        chosen={interview}
        onChoose={setInterview}
        isDisabled={!canChange}
      />
      <Select
        isTall
        label={t`Reports`}
        hint={t`Applies starting with the next report. Without a model, reports are in English or Chinese. Quotes stay in the original language.`}
        choices={choices(t`Language of the interview`, report)}
        chosen={report}
        onChoose={setReport}
        isDisabled={!canChange}
      />
    </SettingForm>
  );
}
