import { i18n } from "@lingui/core";

import { SHARED, type Texts } from "../../locales/catalogs";

export type Locale = "en" | "zh-Hans";

interface Language {
  locale: Locale;
  /** The server's tag for it. */
  tag: string;
  name: string;
}

export const LANGUAGES: readonly Language[] = [
  { locale: "en", tag: "en", name: "English" },
  { locale: "zh-Hans", tag: "zh", name: "中文" },
];

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** The texts of all parts that have been opened. */
const opened = new Set<Texts>([SHARED]);

/** The interface language for a language tag, or null if there is none. */
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

async function load(texts: Texts, locale: string) {
  const catalog = await texts[locale]?.();
  if (catalog === undefined) throw new Error(`There are no texts in ${locale}`);
  return catalog.messages;
}

/** Switches to a language once all of its texts are loaded. */
export async function activateLocale(locale: Locale): Promise<void> {
  const messages = await Promise.all([...opened].map((texts) => load(texts, locale)));
  i18n.loadAndActivate({ locale, messages: Object.assign({}, ...messages) as Awaited<ReturnType<typeof load>> });
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.has(tagOf(locale)) ? "rtl" : "ltr";
}

/** Loads a part of the pages together with its texts, in the current and any later language. */
export async function withTexts<Part>(texts: Texts, part: Promise<Part>): Promise<Part> {
  opened.add(texts);
  const { locale } = i18n;
  const [loaded, messages] = await Promise.all([part, load(texts, locale)]);
  i18n.load(locale, messages);
  return loaded;
}
