import { Trans, useLingui } from "@lingui/react/macro";
import { Check, CircleAlert, Loader, Pencil } from "lucide-react";

import { Action } from "../../ui/controls/Action";
import { formatClock } from "../../ui/language/dates";

/** "edited": nothing was sent yet, because the form has a save button. "unsaved": it should be saved by now. */
export type Saving =
  { is: "saved"; at: Date } | { is: "saving" } | { is: "edited" } | { is: "unsaved"; onRetry?: () => void };

/** Whether the changes are saved. It says "Saved" only after the server has confirmed it. */
export function SaveState({ state }: { state: Saving }) {
  const { i18n } = useLingui();
  if (state.is === "saving")
    return (
      <span className="inline-flex items-center gap-1.5 text-label text-ink-2">
        <Loader aria-hidden="true" />
        <Trans>Saving</Trans>
      </span>
    );
  if (state.is === "saved") {
    const time = formatClock(state.at, i18n.locale);
    return (
      <span className="inline-flex items-center gap-1.5 text-label text-good-ink">
        <Check aria-hidden="true" />
        <Trans>Saved {time}</Trans>
      </span>
    );
  }
  if (state.is === "edited")
    return (
      <span className="inline-flex items-center gap-1.5 text-label text-ink-2">
        <Pencil aria-hidden="true" />
        <Trans>Unsaved changes</Trans>
      </span>
    );
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 text-label font-[650] text-danger-ink">
      <CircleAlert aria-hidden="true" />
      <Trans>Not saved yet</Trans>
      {state.onRetry && (
        <Action look="quiet" onClick={state.onRetry}>
          <Trans>Try again</Trans>
        </Action>
      )}
    </span>
  );
}
