import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

/** The keys of the player, which work while it has the focus. */
export function PlayerKeys({ id }: { id: string }) {
  const { t } = useLingui();
  return (
    <div id={id} className="grid gap-2 rounded-control bg-sunken px-4 py-3 text-label">
      <p className="text-ink-2">
        <Trans>While the player has focus:</Trans>
      </p>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        <Row keys={[t`Space`, "K"]}>
          <Trans>Play or pause</Trans>
        </Row>
        <Row keys={["J", "L"]}>
          <Trans>10 seconds back or forward</Trans>
        </Row>
        <Row keys={["←", "→"]}>
          <Trans>5 seconds back or forward</Trans>
        </Row>
        <Row keys={["<", ">"]}>
          <Trans>Play slower or faster</Trans>
        </Row>
      </dl>
    </div>
  );
}

function Row({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd key={key} className="rounded-tight border border-line-strong px-1.5 font-mono">
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </>
  );
}
