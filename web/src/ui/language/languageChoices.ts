import { useLingui } from "@lingui/react/macro";

/** Languages that are offered by name; the server takes every tag. */
const OFFERED = [
  ...["ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"],
  ...["it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "ta", "th"],
  ...["tl", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant"],
];

/** The languages in the viewer's own words and order, and among them the one that is chosen now. */
export function useLanguageChoices(): (chosen: string | null) => { id: string; name: string }[] {
  const { i18n } = useLingui();
  const names = new Intl.DisplayNames(i18n.locale, { type: "language" });
  const order = new Intl.Collator(i18n.locale);
  return (chosen) =>
    [...new Set([...OFFERED, ...(chosen === null ? [] : [chosen])])]
      .map((id) => ({ id, name: nameOf(names, id) }))
      .sort((one, other) => order.compare(one.name, other.name));
}

/** What somebody once typed may be no tag at all; then it stands as it is. */
function nameOf(names: Intl.DisplayNames, id: string): string {
  try {
    return names.of(id) ?? id;
  } catch {
    return id;
  }
}
