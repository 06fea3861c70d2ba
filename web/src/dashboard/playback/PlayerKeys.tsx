import { Trans, useLingui } from "@lingui/react/macro";
import { Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";

/** The keys of the player, which count while the focus is in it. */
export function PlayerKeys() {
  const { t } = useLingui();
  return (
    <DialogTrigger>
      <Button className="dense inline-flex items-center gap-2 rounded-control px-4 font-[650] text-ink-2 hover:bg-sunken hover:text-ink">
        <Keyboard aria-hidden="true" />
        <Trans>Keys</Trans>
      </Button>
      <Popover
        placement="bottom end"
        className="enter overflow-auto rounded-panel border border-line bg-surface p-4 shadow-(--shadow-overlay)"
      >
        <Dialog aria-label={t`Keys of the player`} className="grid gap-2 outline-none">
          <p className="text-label text-ink-2">
            <Trans>While the player has the focus:</Trans>
          </p>
          <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-label">
            <Row keys={[t`Space`, "K"]}>
              <Trans>Play or pause</Trans>
            </Row>
            <Row keys={["J", "L"]}>
              <Trans>10 seconds back or on</Trans>
            </Row>
            <Row keys={["←", "→"]}>
              <Trans>5 seconds back or on</Trans>
            </Row>
            <Row keys={["<", ">"]}>
              <Trans>Slower or faster</Trans>
            </Row>
          </dl>
        </Dialog>
      </Popover>
    </DialogTrigger>
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
