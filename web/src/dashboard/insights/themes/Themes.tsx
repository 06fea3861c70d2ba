import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { FigureLink } from "../FigureLink";
import type { Theme } from "../useInsights";

const FEW = 4;

interface ThemesProps {
  themes: readonly Theme[];
  /** The address of the sessions whose reports name a theme; null if there is no list of them. */
  to: (theme: Theme) => string | null;
}

/** Recurring themes, with people's own words, and a voice against each. */
export function Themes({ themes, to }: ThemesProps) {
  const id = useId();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? themes : themes.slice(0, FEW);
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t-2 border-ink pt-4">
      <h2 id={id} className="text-lead font-[650]">
        <Trans>Themes</Trans>
      </h2>
      {themes.length === 0 && (
        <p className="text-ink-2">
          <Trans>No themes in the reports yet.</Trans>
        </p>
      )}
      <ul className="grid gap-8 wide:grid-cols-2">
        {shown.map((theme) => (
          <OneTheme key={theme.theme} theme={theme} to={to(theme)} />
        ))}
      </ul>
      {themes.length > FEW && !isAll && (
        <Action
          className="justify-self-start"
          onClick={() => {
            setIsAll(true);
          }}
        >
          <Plural value={themes.length} one="Show # theme" other="Show all # themes" />
        </Action>
      )}
    </section>
  );
}

function OneTheme({ theme, to }: { theme: Theme; to: string | null }) {
  const { t } = useLingui();
  const { name, count, total, counter } = theme;
  // People who rate before they see the AI's findings get only the count.
  const isHidden = count > 0 && theme.sessions.length === 0;
  return (
    <li className="grid content-start gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-read font-[650]">{name}</h3>
        <FigureLink to={isHidden ? null : to} name={t`${name}: ${count} of ${total} sessions`}>
          <Trans>
            {count} of {total}
          </Trans>
        </FigureLink>
      </div>
      {isHidden && (
        <p className="text-ink-2">
          <Trans>Rate these sessions to read what was said.</Trans>
        </p>
      )}
      {theme.quotes.map(({ sessionId, quote }) => (
        <Quote key={sessionId} sessionId={sessionId} quote={quote} />
      ))}
      {counter !== null && (
        <div className="grid gap-1">
          <p className="text-label font-[650] text-ink-2">
            <Trans>Says the opposite</Trans>
          </p>
          <Quote sessionId={counter.sessionId} quote={counter.quote} isAgainst />
        </div>
      )}
    </li>
  );
}

export function Quote({
  sessionId,
  quote,
  isAgainst = false,
}: {
  sessionId: string;
  quote: string;
  isAgainst?: boolean;
}) {
  const { t } = useLingui();
  return (
    <blockquote
      className={`border-s-4 ps-3 ${isAgainst ? "border-dashed border-line-strong" : "border-marigold-line"}`}
    >
      <p dir="auto" className="font-voice text-read [overflow-wrap:anywhere]">
        “{quote}”
      </p>
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId }}
        search={{ tab: "transcript", quote }}
        aria-label={t`Open the report at “${quote}”`}
        className="inline-block py-0.5 text-label font-[650] text-petrol-ink underline underline-offset-3 hover:text-ink"
      >
        <Trans>Open the report</Trans>
      </Link>
    </blockquote>
  );
}
