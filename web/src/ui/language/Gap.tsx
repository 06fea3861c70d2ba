import { useLingui } from "@lingui/react";

/** The separator of two sentences: a space, except in Chinese, whose full stops include their own. */
export const gapIn = (locale: string): string => (locale.startsWith("zh") ? "" : " ");

/** Between two sentences that are translated on their own. */
export function Gap() {
  const { i18n } = useLingui();
  return gapIn(i18n.locale);
}
