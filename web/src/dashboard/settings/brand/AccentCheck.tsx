import { Trans, useLingui } from "@lingui/react/macro";

import { StatusWord } from "../../../ui/StatusWord";
import { LEAST_CONTRAST, lowestContrast, type Theme } from "./colours";

/** Shows, while an accent is being chosen, whether it is visible in both themes. */
export function AccentCheck({ accent }: { accent: string }) {
  return (
    <ul className="grid gap-2 wide:grid-cols-2" aria-live="polite">
      <Ground accent={accent} theme="light" />
      <Ground accent={accent} theme="dark" />
    </ul>
  );
}

function Ground({ accent, theme }: { accent: string; theme: Theme }) {
  const { i18n } = useLingui();
  const found = lowestContrast(accent, theme);
  const isSeen = found >= LEAST_CONTRAST;
  const shown = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 }).format(Math.floor(found * 10) / 10);
  return (
    <li className="flex items-center gap-3 rounded-control border border-line px-3 py-2">
      <svg aria-hidden="true" viewBox="0 0 48 32" className="h-8 w-12 flex-none">
        <rect width="48" height="32" rx="4" fill={theme === "light" ? "#fafaf7" : "#0e1619"} stroke="#888888" />
        <rect x="8" y="12" width="32" height="8" rx="4" fill={accent} />
      </svg>
      <span className="grid min-w-0">
        <span className="text-label text-ink-2">
          {theme === "light" ? (
            <Trans>Light theme, contrast {shown}</Trans>
          ) : (
            <Trans>Dark theme, contrast {shown}</Trans>
          )}
        </span>
        <StatusWord tone={isSeen ? "good" : "bad"}>
          {isSeen ? <Trans>Enough contrast</Trans> : <Trans>Too faint: needs at least 3</Trans>}
        </StatusWord>
      </span>
    </li>
  );
}
