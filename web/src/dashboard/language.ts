import type { Messages } from "@lingui/core";

import { activateLocale, type Locale } from "../ui/locale";

const CATALOGS: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import("../locales/dashboard/en.po"),
  "zh-Hans": () => import("../locales/dashboard/zh-Hans.po"),
};

/** The dashboard's texts come on top of those that both products share. */
export async function activateDashboardLocale(locale: Locale): Promise<void> {
  await activateLocale(locale, CATALOGS[locale]());
}
