import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useId } from "react";

import { Gap } from "../../../ui/language/Gap";
import { FigureLink } from "../FigureLink";
import { type GridPerson, gridOf, type Naming, type ThemeRow } from "./themeGrid";
import type { Theme } from "../useInsights";

const MOST = 24;

interface ThemeGridProps {
  themes: readonly Theme[];
  to: (theme: Theme) => string | null;
}

/** A grid of people and the themes that they mention. Each mark opens the report at that person's words. */
export function ThemeGrid({ themes, to }: ThemeGridProps) {
  const id = useId();
  const { people, rest, rows } = gridOf(themes, MOST);
  if (people.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t-2 border-ink pt-4">
      <div className="grid max-w-(--measure) gap-1">
        <h2 id={id} className="text-lead font-[650]">
          <Trans>Themes by person</Trans>
        </h2>
        <p className="text-ink-2">
          <Trans>Press a mark to read the words in context.</Trans>
          <Gap />
          {rest > 0 && <Plural value={rest} one="# more person isn’t shown." other="# more people aren’t shown." />}
        </p>
      </div>
      <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
        <li className="inline-flex items-center gap-1">
          <Mark isAgainst={false} />
          <Trans>Mentions the theme</Trans>
        </li>
        <li className="inline-flex items-center gap-1">
          <Mark isAgainst />
          <Trans>Says the opposite</Trans>
        </li>
      </ul>
      <Grid label={id} people={people} rows={rows} to={to} />
      <Lines rows={rows} to={to} />
    </section>
  );
}

interface RowsProps extends Pick<ThemeGridProps, "to"> {
  rows: readonly ThemeRow[];
}

function Grid({ label, people, rows, to }: RowsProps & { label: string; people: readonly GridPerson[] }) {
  return (
    <div role="group" aria-labelledby={label} tabIndex={0} className="hidden overflow-x-auto wide:block">
      <table aria-labelledby={label} className="border-collapse text-label">
        <thead>
          <tr className="align-bottom text-ink-2">
            <th scope="col" className="sticky start-0 z-1 min-w-48 bg-bg pe-3 pb-1 text-start font-[650]">
              <Trans>Theme</Trans>
            </th>
            {people.map(({ sessionId, name }) => (
              <th key={sessionId} scope="col" className="w-8 max-w-8 pb-1 font-normal">
                <span className="inline-block max-h-32 overflow-hidden text-ellipsis whitespace-nowrap [writing-mode:vertical-rl]">
                  {name ?? <Trans>Unnamed person</Trans>}
                </span>
              </th>
            ))}
            <th scope="col" className="ps-3 pb-1 text-end font-[650]">
              <Trans>Reports</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ theme, cells }) => (
            <tr key={theme.theme} className="border-t border-line hover:bg-sunken">
              <th scope="row" className="sticky start-0 z-1 bg-bg py-0.5 pe-3 text-start font-[650]">
                {theme.name}
              </th>
              {cells.map((naming, index) => (
                <td key={people[index]?.sessionId ?? index} className="p-0 text-center">
                  {naming === null ? (
                    <span aria-hidden="true" className="text-line-strong">
                      ·
                    </span>
                  ) : (
                    <MarkLink naming={naming} theme={theme} />
                  )}
                </td>
              ))}
              <td className="ps-3 text-end">
                <Count theme={theme} to={to} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The grid in a narrow window: each theme with the names of the people who mention it. */
function Lines({ rows, to }: RowsProps) {
  return (
    <ul className="grid gap-4 wide:hidden">
      {rows.map(({ theme, cells }) => (
        <li key={theme.theme} className="grid gap-1">
          <span className="flex justify-between gap-4">
            <span className="font-[650]">{theme.name}</span>
            <Count theme={theme} to={to} />
          </span>
          <span className="flex flex-wrap gap-x-3">
            {cells
              .filter((naming) => naming !== null)
              .map((naming) => (
                <MarkLink key={naming.sessionId} naming={naming} theme={theme} hasName />
              ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Count({ theme, to }: { theme: Theme } & Pick<ThemeGridProps, "to">) {
  const { t } = useLingui();
  const { name, count, total } = theme;
  return (
    <FigureLink to={to(theme)} name={t`${name}: ${count} of ${total} sessions`}>
      <span className="whitespace-nowrap">
        <Trans>
          {count} of {total}
        </Trans>
      </span>
    </FigureLink>
  );
}

function MarkLink({ naming, theme, hasName = false }: { naming: Naming; theme: Theme; hasName?: boolean }) {
  const { t } = useLingui();
  const { sessionId, quote, isAgainst } = naming;
  const person = naming.participantName ?? t`Unnamed person`;
  const { name } = theme;
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId }}
      search={{ tab: "transcript", quote }}
      title={`“${quote}”`}
      aria-label={isAgainst ? t`${person} says the opposite of “${name}”` : t`${person} mentions “${name}”`}
      className="inline-flex min-h-8 min-w-8 items-center justify-center gap-1 rounded-tight hover:bg-marigold-soft"
    >
      <Mark isAgainst={isAgainst} />
      {hasName && <span className="text-label underline underline-offset-3">{person}</span>}
    </Link>
  );
}

/** A mark for the candidate's words. If they are against the theme, it is a cross, so that color isn't needed. */
function Mark({ isAgainst }: { isAgainst: boolean }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 flex-none [print-color-adjust:exact]">
      {isAgainst ? (
        <path d="M3 3l10 10M13 3L3 13" strokeWidth="2.5" className="fill-none stroke-ink" />
      ) : (
        <circle cx="8" cy="8" r="6" strokeWidth="1.5" className="fill-marigold stroke-marigold-line" />
      )}
    </svg>
  );
}
