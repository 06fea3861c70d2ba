import { useLingui } from "@lingui/react";

/** What separates two sentences: a space, except in Chinese, whose full stops bring their own. */
export const gapIn = (locale: string): string => (locale.startsWith("zh") ? "" : " ");

/** Between two sentences that are translated on their own. */
export function Gap() {
  const { i18n } = useLingui();
  return gapIn(i18n.locale);
}
