import { Trans, useLingui } from "@lingui/react/macro";

import { api } from "../../../api/client";
import type { components } from "../../../api/schema";
import { Field } from "../../../ui/Field";
import { problemsOf } from "../../form/FormProblems";
import { SettingForm } from "../../form/SettingForm";
import { type Setting, useSetting, useTyped, type Versioned, versioned } from "../../form/useSetting";
import { useMay } from "../../me";
import { Loaded } from "../../page/Loaded";
import { SettingsPage } from "../SettingsPage";
import { AccentCheck } from "./AccentCheck";
import { isColour } from "./colours";
import { LogoField } from "./LogoField";

type Brand = components["schemas"]["BrandOut"];
type BrandChange = components["schemas"]["BrandChange"];

const FIELDS = ["name", "accent"] as const;

const draftOf = ({ ownName, accent }: Brand) => ({ name: ownName ?? "", accent: accent ?? "" });

/** The values that differ from the saved ones. */
function changesOf(brand: Brand, { name, accent }: ReturnType<typeof draftOf>): BrandChange {
  const wantedName = name.trim() === "" ? null : name.trim();
  const wantedAccent = accent.trim() === "" ? null : accent.trim().toLowerCase();
  return {
    ...(wantedName !== brand.ownName && { name: wantedName }),
    ...(wantedAccent !== brand.accent && { accent: wantedAccent }),
  };
}

/** The name, logo and color that candidates see of the organization. */
export default function BrandPage() {
  const { t } = useLingui();
  const setting = useSetting<Brand, BrandChange>({
    name: "brand",
    read: (signal) => versioned(api.GET("/settings/brand", { signal })),
    write: (body, etag) => versioned(api.PATCH("/settings/brand", { body, params: { header: { "If-Match": etag } } })),
  });
  return (
    <SettingsPage heading={t`Brand`}>
      <Loaded value={setting.current} error={setting.error} onRetry={() => void setting.reload()}>
        {(current) => (
          <div className="grid gap-10">
            <BrandForm current={current} setting={setting} />
            <LogoField brand={current.value} onSaved={setting.put} />
          </div>
        )}
      </Loaded>
    </SettingsPage>
  );
}

interface BrandFormProps {
  current: Versioned<Brand>;
  setting: Setting<Brand, BrandChange>;
}

function BrandForm({ current, setting }: BrandFormProps) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const { saved: brand, draft, change, save, reload } = useTyped(setting, current, draftOf, changesOf);
  const { name, accent } = draft;
  const changes = changesOf(brand, draft);
  const problems = problemsOf(setting.failure, FIELDS);
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={Object.keys(changes).length > 0}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problems}
      onReload={reload}
      onSave={() => {
        save(changes);
      }}
    >
      <Field
        id="name"
        label={t`Name that candidates see`}
        hint={t`Shown in interviews and emails. Leave empty to use ${brand.organization}.`}
        value={name}
        placeholder={brand.organization}
        autoComplete="organization"
        error={problems.name}
        onChange={({ target }) => {
          change({ name: target.value });
        }}
      />
      <div className="grid gap-3">
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 flex-1">
            <Field
              id="accent"
              label={t`Accent color`}
              hint={t`Enter # and six hexadecimal digits, such as #b05a1e. Leave empty to use Aural’s default.`}
              value={accent}
              placeholder="#b05a1e"
              spellCheck={false}
              error={problems.accent}
              onChange={({ target }) => {
                change({ accent: target.value });
              }}
            />
          </div>
          <label className="grid gap-1 text-label text-ink-2">
            <Trans>Pick a color</Trans>
            <input
              type="color"
              className="h-11 w-14 cursor-pointer rounded-control border-[1.5px] border-line-strong bg-surface p-1"
              value={isColour(accent) ? accent : "#02576d"}
              onChange={({ target }) => {
                change({ accent: target.value });
              }}
            />
          </label>
        </div>
        {isColour(accent) && <AccentCheck accent={accent} />}
      </div>
    </SettingForm>
  );
}
