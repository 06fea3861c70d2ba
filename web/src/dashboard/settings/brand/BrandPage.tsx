import { Trans, useLingui } from "@lingui/react/macro";

import { api } from "../../../api/client";
import type { components } from "../../../api/schema";
import { Field } from "../../../ui/Field";
import { problemsOf } from "../../form/FormProblems";
import { SettingForm } from "../../form/SettingForm";
import { useSetting, useTyped, versioned } from "../../form/useSetting";
import { useMay } from "../../me";
import { Loaded } from "../../page/Loaded";
import { SettingsPage } from "../SettingsPage";
import { AccentCheck } from "./AccentCheck";
import { isColour } from "./colours";
import { LogoField } from "./LogoField";

type Brand = components["schemas"]["BrandOut"];
type BrandChange = components["schemas"]["BrandChange"];
type Setting = ReturnType<typeof useSetting<Brand, BrandChange>>;

const FIELDS = ["name", "accent"] as const;

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
      <Loaded value={setting.value} error={setting.error} onRetry={setting.reload}>
        {(brand) => (
          <div className="grid gap-10">
            <BrandForm brand={brand} setting={setting} />
            <LogoField brand={brand} onSaved={setting.put} />
          </div>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function BrandForm({ brand, setting }: { brand: Brand; setting: Setting }) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const { draft, change, forget } = useTyped({ name: brand.ownName ?? "", accent: brand.accent ?? "" });
  const { name, accent } = draft;
  const wantedName = name.trim() === "" ? null : name.trim();
  const wantedAccent = accent.trim() === "" ? null : accent.trim().toLowerCase();
  const changes: BrandChange = {
    ...(wantedName !== brand.ownName && { name: wantedName }),
    ...(wantedAccent !== brand.accent && { accent: wantedAccent }),
  };
  const problems = problemsOf(setting.failure, FIELDS);
  return (
    <SettingForm
      canChange={canChange}
      isUnsaved={Object.keys(changes).length > 0}
      isSaving={setting.isSaving}
      savedAt={setting.savedAt}
      failure={setting.failure}
      problems={problems}
      onReload={setting.reload}
      onSave={() => {
        setting.save(changes, forget);
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
