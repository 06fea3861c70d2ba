import { Trans, useLingui } from "@lingui/react/macro";

import { StatusWord } from "../../../ui/StatusWord";

const WARNING = 0.8;

interface MeterProps {
  label: string;
  used: number;
  limit: number | null;
  /** The consequence of reaching the limit, or advice on what to do then. */
  effect: string;
  /** The unit of the figures, as named by `Intl`. */
  unit?: "gigabyte";
}

/** A figure of the plan: the number first, then a bar. Without a limit there is no bar. */
export function Meter({ label, used, limit, effect, unit }: MeterProps) {
  const { i18n } = useLingui();
  const counted = unit === undefined ? {} : ({ style: "unit", unit } as const);
  const number = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1, ...counted });
  const shown = number.format(used);
  const most = limit === null ? "" : number.format(limit);
  const part = limit === null || limit === 0 ? 0 : Math.min(1, used / limit);
  return (
    <div className="grid content-start gap-1">
      <h2 className="font-[650]">{label}</h2>
      <p className="flex flex-wrap items-baseline gap-x-3 tabular-nums">
        <span className="text-lead">
          {limit === null ? (
            <Trans>{shown}, no limit</Trans>
          ) : (
            <Trans>
              {shown} of {most}
            </Trans>
          )}
        </span>
        {limit !== null && used >= limit && (
          <StatusWord tone="bad">
            <Trans>Used up</Trans>
          </StatusWord>
        )}
        {limit !== null && used < limit && part >= WARNING && (
          <StatusWord tone="warning">
            <Trans>Nearly used up</Trans>
          </StatusWord>
        )}
      </p>
      {limit !== null && (
        <svg aria-hidden="true" viewBox="0 0 100 2" preserveAspectRatio="none" className="h-2 w-full rounded-tight">
          <rect width="100" height="2" className="fill-sunken stroke-line" strokeWidth="0.2" />
          <rect width={part * 100} height="2" className={used >= limit ? "fill-danger" : "fill-petrol"} />
        </svg>
      )}
      {limit !== null && used >= limit && <p className="text-label text-ink-2">{effect}</p>}
    </div>
  );
}
