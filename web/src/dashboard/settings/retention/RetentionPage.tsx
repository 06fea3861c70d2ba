import { Trans, useLingui } from "@lingui/react/macro";

import { api } from "../../../api/client";
import { problemsOf } from "../../form/FormProblems";
import { SettingForm } from "../../form/SettingForm";
import { type Setting, useSetting, useTyped, type Versioned, versioned } from "../../form/useSetting";
import { useMay } from "../../me";
import { Loaded } from "../../page/Loaded";
import { SettingsPage } from "../SettingsPage";
import { DaysField, daysOf, draftOf } from "./DaysField";
import { ErasuresBox } from "./ErasuresBox";
import { HoldSection } from "./HoldSection";
import { KindDays, kindDaysOf, textOf } from "./KindDays";
import { OwnRetentionSection } from "./OwnRetentionSection";
import type { Retention, RetentionChange } from "./useRetention";

const draftsOf = ({ transcriptDays, mediaDays, integrityDays }: Retention) => ({
  transcript: draftOf(transcriptDays),
  media: textOf(mediaDays),
  integrity: textOf(integrityDays),
});

/** How long candidates are kept, the effect of that, and what must not be erased. */
export default function RetentionPage() {
  const { t } = useLingui();
  const isAdmin = useMay("ADMIN");
  const setting = useSetting<Retention, RetentionChange>({
    name: "retention",
    read: (signal) => versioned(api.GET("/settings/retention", { signal })),
    write: (body, etag) =>
      versioned(api.PATCH("/settings/retention", { body, params: { header: { "If-Match": etag } } })),
  });
  return (
    <SettingsPage heading={t`Retention`}>
      <p className="max-w-(--measure) text-ink-2">
        <Trans>
          After the retention period, everything about a candidate is deleted: sessions, transcripts, files, reports and
          the invitation. Requests that belong to no candidate are deleted after the same period, but an open one is
          kept for at least 92 days. Deletion runs every night after 00:00 UTC.
        </Trans>
      </p>
      <Loaded value={setting.current} error={setting.error} onRetry={() => void setting.reload()} rows={3}>
        {(current) => <RetentionForm current={current} setting={setting} />}
      </Loaded>
      <OwnRetentionSection canChange={isAdmin} />
      {isAdmin && <HoldSection />}
    </SettingsPage>
  );
}

interface RetentionFormProps {
  current: Versioned<Retention>;
  setting: Setting<Retention, RetentionChange>;
}

function RetentionForm({ current, setting }: RetentionFormProps) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const { saved, draft, change, save, reload } = useTyped(setting, current, draftsOf);
  const { transcript, media, integrity } = draft;
  const [days, mediaDays, integrityDays] = [daysOf(transcript), kindDaysOf(media), kindDaysOf(integrity)];
  const isUnsaved =
    days !== saved.transcriptDays || mediaDays !== saved.mediaDays || integrityDays !== saved.integrityDays;
  const problems = problemsOf(setting.failure, ["transcriptDays", "mediaDays", "integrityDays"]);
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={isUnsaved}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problems}
      onReload={reload}
      onSave={() => {
        if (days !== undefined && mediaDays !== undefined && integrityDays !== undefined)
          save({ transcriptDays: days, mediaDays, integrityDays });
      }}
    >
      <DaysField
        label={t`How long candidates are kept`}
        draft={transcript}
        onChange={(next) => {
          change({ transcript: next });
        }}
        error={problems.transcriptDays}
      />
      <KindDays
        id="mediaDays"
        label={t`Delete recordings after (days)`}
        text={media}
        onChange={(next) => {
          change({ media: next });
        }}
        error={problems.mediaDays}
      />
      <KindDays
        id="integrityDays"
        label={t`Delete integrity data after (days)`}
        text={integrity}
        onChange={(next) => {
          change({ integrity: next });
        }}
        error={problems.integrityDays}
      />
      {days !== undefined && <ErasuresBox days={days} isSet={!isUnsaved} />}
    </SettingForm>
  );
}
