import { useLingui } from "@lingui/react/macro";

import { dateLocale } from "./dates";

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
const MOMENT: Intl.DateTimeFormatOptions = { ...DAY, hour: "2-digit", minute: "2-digit" };
const EXACT: Intl.DateTimeFormatOptions = { ...MOMENT, second: "2-digit" };

interface WhenProps {
  at: string;
  isDay?: boolean;
  /** With seconds, for events in quick succession. */
  isExact?: boolean;
  /** In UTC rather than in the reader's zone, for days that begin in UTC, as those of a week. */
  isUtc?: boolean;
}

/** A time in the reader's zone, with the month by name. The zone is shown on hover. */
export function When({ at, isDay = false, isExact = false, isUtc = false }: WhenProps) {
  const { i18n } = useLingui();
  const date = new Date(at);
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale(i18n.locale), isUtc ? { ...options, timeZone: "UTC" } : options).format(date);
  return (
    <time dateTime={at} title={say({ ...MOMENT, timeZoneName: "long" })} className="wide:whitespace-nowrap">
      {say(isDay ? DAY : isExact ? EXACT : MOMENT)}
    </time>
  );
}
