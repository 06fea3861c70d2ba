import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api } from "../../../api/client";
import { problemsOf } from "../../form/FormProblems";
import { SettingForm } from "../../form/SettingForm";
import { useSetting, versioned } from "../../form/useSetting";
import { useMay } from "../../me";
import { Loaded } from "../../page/Loaded";
import { SettingsPage } from "../SettingsPage";
import { DaysField, type Draft, daysOf, draftOf } from "./DaysField";
import { ErasuresBox } from "./ErasuresBox";
import { HoldSection } from "./HoldSection";
import { KindDays, kindDaysOf, textOf } from "./KindDays";
import { OwnRetentionSection } from "./OwnRetentionSection";
import type { Retention, RetentionChange } from "./useRetention";

type Setting = ReturnType<typeof useSetting<Retention, RetentionChange>>;

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
          the invitation. Deletion runs every night after 00:00 UTC.
        </Trans>
      </p>
      <Loaded value={setting.value} error={setting.error} onRetry={setting.reload} rows={3}>
        {(retention) => <RetentionForm key={keyOf(retention)} retention={retention} setting={setting} />}
      </Loaded>
      <OwnRetentionSection canChange={isAdmin} />
      {isAdmin && <HoldSection />}
    </SettingsPage>
  );
}

function keyOf({ transcriptDays, mediaDays, integrityDays }: Retention): string {
  return [transcriptDays, mediaDays, integrityDays].map(String).join("/");
}

function RetentionForm({ retention, setting }: { retention: Retention; setting: Setting }) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const [draft, setDraft] = useState<Draft>(draftOf(retention.transcriptDays));
  const [media, setMedia] = useState(textOf(retention.mediaDays));
  const [integrity, setIntegrity] = useState(textOf(retention.integrityDays));
  const [days, mediaDays, integrityDays] = [daysOf(draft), kindDaysOf(media), kindDaysOf(integrity)];
  const isUnsaved =
    days !== retention.transcriptDays || mediaDays !== retention.mediaDays || integrityDays !== retention.integrityDays;
  const problems = problemsOf(setting.failure, ["transcriptDays", "mediaDays", "integrityDays"]);
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={isUnsaved}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problems}
      onReload={setting.reload}
      onSave={() => {
        if (days !== undefined && mediaDays !== undefined && integrityDays !== undefined)
          setting.save({ transcriptDays: days, mediaDays, integrityDays });
      }}
    >
      <DaysField
        label={t`How long candidates are kept`}
        draft={draft}
        onChange={setDraft}
        error={problems.transcriptDays}
      />
      <KindDays
        id="mediaDays"
        label={t`Delete recordings after (days)`}
        text={media}
        onChange={setMedia}
        error={problems.mediaDays}
      />
      <KindDays
        id="integrityDays"
        label={t`Delete integrity data after (days)`}
        text={integrity}
        onChange={setIntegrity}
        error={problems.integrityDays}
      />
      {days !== undefined && <ErasuresBox days={days} isSet={!isUnsaved} />}
    </SettingForm>
  );
}
