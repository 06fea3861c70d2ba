import { Trans, useLingui } from "@lingui/react/macro";

import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { Switch } from "../../ui/controls/choices";
import { problemsOf } from "../form/FormProblems";
import { SettingForm } from "../form/SettingForm";
import { type Setting, useSetting, useTyped, type Versioned, versioned } from "../form/useSetting";
import { useMay } from "../me";
import { Loaded } from "../page/Loaded";
import { SettingsPage } from "./SettingsPage";

type Fairness = components["schemas"]["FairnessOut"];
type FairnessChange = components["schemas"]["FairnessChange"];

const draftOf = ({ asksSelfIdentification }: Fairness) => ({ asksSelfIdentification });

/** Whether candidates are asked for sex and ethnicity, for bias audits. */
export default function FairnessPage() {
  const { t } = useLingui();
  const setting = useSetting<Fairness, FairnessChange>({
    name: "fairness",
    read: (signal) => versioned(api.GET("/settings/fairness", { signal })),
    write: (body, etag) =>
      versioned(api.PATCH("/settings/fairness", { body, params: { header: { "If-Match": etag } } })),
  });
  return (
    <SettingsPage heading={t`Fairness`}>
      <p className="max-w-(--measure) text-ink-2">
        <Trans>
          After a hiring interview, candidates may state their sex, and their race or ethnicity. No one on your team
          sees the answers: the operator of this server counts them with the command{" "}
          <code className="whitespace-nowrap">aural audit bias</code>.
        </Trans>
      </p>
      <Loaded value={setting.current} error={setting.error} onRetry={() => void setting.reload()} rows={1}>
        {(current) => <FairnessForm current={current} setting={setting} />}
      </Loaded>
    </SettingsPage>
  );
}

interface FairnessFormProps {
  current: Versioned<Fairness>;
  setting: Setting<Fairness, FairnessChange>;
}

function FairnessForm({ current, setting }: FairnessFormProps) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const { saved, draft, change, save, reload } = useTyped(setting, current, draftOf);
  const { asksSelfIdentification } = draft;
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={asksSelfIdentification !== saved.asksSelfIdentification}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problemsOf(setting.failure, ["asksSelfIdentification"])}
      onReload={reload}
      onSave={() => {
        save({ asksSelfIdentification });
      }}
    >
      <Switch
        checked={asksSelfIdentification}
        hint={t`Ask a lawyer first: in many countries these answers need their own legal basis.`}
        onChange={(event) => {
          change({ asksSelfIdentification: event.target.checked });
        }}
      >
        <Trans>Ask candidates (answers are optional)</Trans>
      </Switch>
    </SettingForm>
  );
}
