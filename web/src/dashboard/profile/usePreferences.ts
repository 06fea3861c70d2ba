import { i18n } from "@lingui/core";
import { useEffect } from "react";

import { activateLocale } from "../../ui/language/locale";
import { useMe } from "../me";
import { applyTheme } from "./theme";

/** Language and theme as the person has chosen them, on every page inside the frame. */
export function usePreferences(): void {
  const { language, theme } = useMe();
  useEffect(() => {
    applyTheme(theme);
    if (language !== null && language !== i18n.locale) void activateLocale(language);
  }, [language, theme]);
}
