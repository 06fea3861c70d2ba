import { useLingui } from "@lingui/react/macro";
import { useContext } from "react";

import { LANGUAGES } from "../../ui/language/locale";
import { LanguageContext } from "./language";

/** Buttons for the languages, each under its own name. `aria-pressed` marks the current one. */
export function LanguageSwitch() {
  const { t, i18n } = useLingui();
  const setLocale = useContext(LanguageContext);
  return (
    <div role="group" aria-label={t`Language`} className="flex">
      {LANGUAGES.map(({ locale, tag, name }) => (
        <button
          key={locale}
          type="button"
          lang={tag}
          aria-pressed={locale === i18n.locale}
          onClick={() => {
            setLocale(locale);
          }}
          className="min-h-11 min-w-11 rounded-control px-3 text-label text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:font-bold aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-2 aria-pressed:underline-offset-6"
        >
          {name}
        </button>
      ))}
    </div>
  );
}
