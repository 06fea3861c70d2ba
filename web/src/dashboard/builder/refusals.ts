import { useLingui } from "@lingui/react/macro";

type Say = (name: string, first: string, second: string) => string;

/**
 * Whole sentences for the server's refusals. Its messages continue the English name of a field, as in "must not be
 * blank", so they can't continue a translated one.
 */
export function useRefusals(): (name: string, message: string) => string {
  const { t, i18n } = useLingui();
  const sentences: [RegExp, Say][] = [
    [/^(?:must not be blank|is required)$/, (name) => t`${name} must not be blank.`],
    [/^must have at most (\d+) characters?$/, (name, most) => t`${name} must have at most ${most} characters.`],
    [/^must have at most (\d+) items?/, (name, most) => t`${name} must have at most ${most} entries.`],
    [/^must be greater than or equal to ([\d.]+)$/, (name, least) => t`${name} must be at least ${least}.`],
    [/^must be less than or equal to ([\d.]+)$/, (name, most) => t`${name} must be at most ${most}.`],
    [/^must be a (?:whole |valid )?(?:number|integer)/, (name) => t`${name} must be a whole number.`],
    [
      /^must contain (\d+) to (\d+) labels/,
      (name, least, most) => t`${name} must contain ${least} to ${most} entries.`,
    ],
    [/^must differ from the other options$/, (name) => t`${name} must differ from the other options.`],
    [/^must differ from the other follow-ups$/, (name) => t`${name} must differ from the other follow-ups.`],
    [/^must be a language tag/, (name) => t`${name} must be a language tag such as en, de or zh-Hant.`],
    [/^must be an email address/, (name) => t`${name} must be an email address, such as alex@example.com.`],
  ];
  return (name, message) => {
    for (const [pattern, say] of sentences) {
      const found = pattern.exec(message);
      if (found !== null) return say(name, found[1] ?? "", found[2] ?? "");
    }
    return i18n.locale.startsWith("en") ? `${name} ${message}.` : t`${name} can’t be saved as it is. Change it.`;
  };
}
