import { Trans, useLingui } from "@lingui/react/macro";
import { Check, TriangleAlert } from "lucide-react";

import { Button } from "../../ui/Button";
import type { SaveView } from "./work";

/** Whether the server has the current state, and since when. */
export function SaveNote({ view, onRetry }: { view: SaveView; onRetry: () => void }) {
  const { i18n } = useLingui();
  const { phase, savedAt } = view;
  if (phase === "failed" || phase === "refused") {
    return (
      <span className="flex flex-wrap items-center gap-2 font-[650] text-danger-ink">
        <TriangleAlert aria-hidden="true" />
        {phase === "failed" ? (
          <Trans>Not saved yet. Trying again.</Trans>
        ) : (
          <Trans>Not saved. Your work is kept in this tab.</Trans>
        )}
        <Button look="quiet" onClick={onRetry}>
          <Trans>Save now</Trans>
        </Button>
      </span>
    );
  }
  if (phase === "waiting" || phase === "saving") return <Trans>Not saved yet</Trans>;
  if (savedAt === null) return null;
  const time = clockTime(savedAt, i18n.locale);
  return (
    <span className="flex items-center gap-1.5 text-good-ink">
      <Check aria-hidden="true" />
      <Trans>Saved {time}</Trans>
    </span>
  );
}

function clockTime(iso: string, locale: string): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(locale, parts).format(new Date(iso));
}
