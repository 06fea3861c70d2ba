import { useLingui } from "@lingui/react/macro";

/** Languages that are offered by name. The server accepts any tag. */
const OFFERED = [
  ...["ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"],
  ...["it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "ta", "th"],
  ...["tl", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant"],
];

/** The languages, named and sorted in the reader's language, including the chosen one. */
export function useLanguageChoices(): (chosen: string | null) => { id: string; name: string }[] {
  const { i18n } = useLingui();
  const names = new Intl.DisplayNames(i18n.locale, { type: "language" });
  const order = new Intl.Collator(i18n.locale);
  return (chosen) =>
    [...new Set([...OFFERED, ...(chosen === null ? [] : [chosen])])]
      .map((id) => ({ id, name: nameOf(names, id) }))
      .sort((one, other) => order.compare(one.name, other.name));
}

/** A tag that was once typed may be invalid. Then it is shown as it is. */
function nameOf(names: Intl.DisplayNames, id: string): string {
  try {
    return names.of(id) ?? id;
  } catch {
    return id;
  }
}
