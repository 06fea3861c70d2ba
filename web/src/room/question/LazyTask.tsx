import { Trans } from "@lingui/react/macro";
import { Component, type ReactNode, Suspense } from "react";

import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";

/**
 * A placeholder for a task that is loaded when its question opens. If that fails, the candidate can still answer in
 * words.
 */
export class LazyTask extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (this.state.hasFailed) return <NotLoaded />;
    return <Suspense fallback={<Waiting />}>{this.props.children}</Suspense>;
  }
}

export function Waiting() {
  return (
    <p
      aria-busy="true"
      className="late grid min-h-60 place-items-center rounded-control bg-sunken text-label text-ink-3"
    >
      <Trans>Loading…</Trans>
    </p>
  );
}

function NotLoaded() {
  return (
    <Notice ground="warning" className="grid justify-items-start gap-3">
      <p>
        <Trans>
          This part of the page could not be loaded. What you wrote is safe. You can also answer in words below.
        </Trans>
      </p>
      <Button
        onClick={() => {
          location.reload();
        }}
      >
        <Trans>Reload the page</Trans>
      </Button>
    </Notice>
  );
}
