/** The reader's regional variant of the interface language, for dates: for example en-GB if both are English. */
export function dateLocale(locale: string): string {
  const language = (tag: string) => tag.split("-")[0];
  return navigator.languages.find((tag) => language(tag) === language(locale)) ?? locale;
}

/** A time of day in the reader's zone. */
export function formatClock(date: Date, locale: string): string {
  return new Intl.DateTimeFormat(dateLocale(locale), { hour: "2-digit", minute: "2-digit" }).format(date);
}
