import { useLingui } from "@lingui/react/macro";

import { dateLocale } from "./time";

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
const MOMENT: Intl.DateTimeFormatOptions = { ...DAY, hour: "2-digit", minute: "2-digit" };

/** A time in the reader's own zone, with the month by name; the zone is named where one points at it. */
export function When({ at, isDay = false }: { at: string; isDay?: boolean }) {
  const { i18n } = useLingui();
  const date = new Date(at);
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale(i18n.locale), options).format(date);
  return (
    <time dateTime={at} title={say({ ...MOMENT, timeZoneName: "long" })} className="wide:whitespace-nowrap">
      {say(isDay ? DAY : MOMENT)}
    </time>
  );
}
