import { useLingui } from "@lingui/react/macro";

import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { Select } from "../../ui/controls/Select";
import { useLanguageChoices } from "../../ui/language/languageChoices";
import { problemsOf } from "../form/FormProblems";
import { SettingForm } from "../form/SettingForm";
import { type Setting, useSetting, useTyped, type Versioned, versioned } from "../form/useSetting";
import { useMay } from "../me";
import { Loaded } from "../page/Loaded";
import { SettingsPage } from "./SettingsPage";

type Languages = components["schemas"]["LanguagesOut"];
type LanguagesChange = components["schemas"]["LanguagesChange"];

const UNSET = "-";

const draftOf = ({ interview, report }: Languages) => ({ interview: interview ?? UNSET, report: report ?? UNSET });

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
      <Loaded value={setting.current} error={setting.error} onRetry={() => void setting.reload()} rows={2}>
        {(current) => <LanguagesForm current={current} setting={setting} />}
      </Loaded>
    </SettingsPage>
  );
}

interface LanguagesFormProps {
  current: Versioned<Languages>;
  setting: Setting<Languages, LanguagesChange>;
}

function LanguagesForm({ current, setting }: LanguagesFormProps) {
  const { t } = useLingui();
  const languageChoices = useLanguageChoices();
  const canChange = useMay("ADMIN");
  const { saved, draft, change, save, reload } = useTyped(setting, current, draftOf);
  const { interview, report } = draft;
  const choices = (unset: string, chosen: string) => [
    { id: UNSET, name: unset },
    ...languageChoices(chosen === UNSET ? null : chosen),
  ];
  const wanted = (chosen: string) => (chosen === UNSET ? null : chosen);
  const changes: LanguagesChange = {
    ...(wanted(interview) !== saved.interview && { interview: wanted(interview) }),
    ...(wanted(report) !== saved.report && { report: wanted(report) }),
  };
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={Object.keys(changes).length > 0}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problemsOf(setting.failure, ["interview", "report"])}
      onReload={reload}
      onSave={() => {
        save(changes);
      }}
    >
      <Select
        isTall
        label={t`New interviews`}
        hint={t`Existing interviews keep their language. You can change it in each interview.`}
        choices={choices(t`English (default)`, interview)}
        chosen={interview}
        onChoose={(chosen) => {
          change({ interview: chosen });
        }}
        isDisabled={!canChange}
      />
      <Select
        isTall
        label={t`Reports`}
        hint={t`Applies starting with the next report. Without a model, reports are in English or Chinese. Quotes stay in the original language.`}
        choices={choices(t`Language of the interview`, report)}
        chosen={report}
        onChoose={(chosen) => {
          change({ report: chosen });
        }}
        isDisabled={!canChange}
      />
    </SettingForm>
  );
}
