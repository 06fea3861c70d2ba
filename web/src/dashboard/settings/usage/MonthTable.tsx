import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";

import type { components } from "../../../api/schema";
import { type Column, DataTable } from "../../../ui/table/DataTable";

type Month = components["schemas"]["MonthOut"];

export function MonthTable({ months }: { months: readonly Month[] }) {
  const { t, i18n } = useLingui();
  const whole = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 0 });
  const hours = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 });
  const named = new Intl.DateTimeFormat(i18n.locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const nameOf = ({ month }: Month) => named.format(new Date(`${month}-01T00:00:00Z`));
  const columns: [Column<Month>, ...Column<Month>[]] = [
    { id: "month", heading: t`Month`, cell: nameOf },
    { id: "hours", heading: t`Session hours`, isNumber: true, cell: (row) => hours.format(row.sessionHours) },
    { id: "tokens", heading: t`AI tokens`, isNumber: true, cell: (row) => whole.format(row.aiTokens) },
    { id: "projects", heading: t`By project`, cell: (row) => <Projects month={row} /> },
  ];
  return (
    <DataTable label={t`Month by month`} rows={months} idOf={({ month }) => month} nameOf={nameOf} columns={columns} />
  );
}

function Projects({ month }: { month: Month }) {
  const { t, i18n } = useLingui();
  const hours = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 });
  if (month.projects.length === 0) return <span className="text-ink-3">{t`None`}</span>;
  return (
    <ul className="grid gap-0.5">
      {month.projects.map(({ id, name, sessions, sessionHours }) => {
        const spent = hours.format(sessionHours);
        return (
          <li key={id}>
            {plural(sessions, { one: `${name}: ${spent} h in # session`, other: `${name}: ${spent} h in # sessions` })}
          </li>
        );
      })}
    </ul>
  );
}
