import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Action } from "../controls/Action";

/** Shown if there is nothing yet: one sentence that says why, and one action. */
export function EmptyState({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-4 border-t-2 border-ink py-6">
      <p className="max-w-(--measure) text-read text-balance">{children}</p>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

/** Shown if the filters match nothing. */
export function FilteredEmpty({ children, onClear }: { children: ReactNode; onClear: () => void }) {
  return (
    <EmptyState
      actions={
        <Action onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Action>
      }
    >
      {children}
    </EmptyState>
  );
}
