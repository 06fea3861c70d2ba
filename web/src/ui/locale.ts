import { i18n, type Messages } from "@lingui/core";

export type Locale = "en" | "zh-Hans";

interface Language {
  locale: Locale;
  /** As the server names it. */
  tag: string;
  name: string;
}

export const LANGUAGES: readonly Language[] = [
  { locale: "en", tag: "en", name: "English" },
  { locale: "zh-Hans", tag: "zh", name: "中文" },
];

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

const CATALOGS: Record<Locale, () => Promise<Catalog>> = {
  en: () => import("../locales/en.po"),
  "zh-Hans": () => import("../locales/zh-Hans.po"),
};

/** The interface language for a language tag, or null where there is none. */
export function findLocale(tag: string | null | undefined): Locale | null {
  const primary = tag?.split("-")[0]?.toLowerCase();
  return LANGUAGES.find((language) => language.tag === primary)?.locale ?? null;
}

export function browserLocale(): Locale {
  return navigator.languages.map(findLocale).find((locale) => locale !== null) ?? "en";
}

export function tagOf(locale: string): string {
  return LANGUAGES.find((language) => language.locale === locale)?.tag ?? "en";
}

interface Catalog {
  messages: Messages;
}

/** `more`: texts that come on top. Nothing is shown in the language before all of them are there. */
export async function activateLocale(locale: Locale, more?: Promise<Catalog>): Promise<void> {
  const [shared, own] = await Promise.all([CATALOGS[locale](), more]);
  i18n.loadAndActivate({ locale, messages: { ...shared.messages, ...own?.messages } });
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.has(tagOf(locale)) ? "rtl" : "ltr";
}
