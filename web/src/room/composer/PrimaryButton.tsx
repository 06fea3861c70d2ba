import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowUp, CheckCheck } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../ui/Button";
import type { PrimaryAction, StateName } from "../status/states";

interface PrimaryButtonProps {
  action: PrimaryAction;
  state: StateName;
}

const isMac = navigator.userAgent.includes("Mac");

/** The main button, always in the same place. Its label says what happens next. */
export function PrimaryButton({ action, state }: PrimaryButtonProps) {
  const { t } = useLingui();
  const keys = isMac ? "⌘ Enter" : "Ctrl + Enter";
  return (
    <Button
      look="main"
      type="submit"
      doing={action}
      isOff={action === "wait"}
      title={action === "send" ? t`${keys} to send` : undefined}
      className="max-w-[52%] flex-none px-4! wide:min-w-36"
    >
      <Label action={action} state={state} />
    </Button>
  );
}

const OWN_TURN = new Set<StateName>(["typing", "choosing", "working", "working_again", "closing"]);

function Label({ action, state }: PrimaryButtonProps): ReactNode {
  switch (action) {
    case "send":
      return (
        <>
          <ArrowUp aria-hidden="true" />
          <Trans>Send</Trans>
        </>
      );
    case "finish":
      return (
        <>
          <CheckCheck aria-hidden="true" className="hidden wide:block" />
          <Trans>Nothing to add</Trans>
        </>
      );
    case "ready":
      return <Trans>I’m ready</Trans>;
    case "wait":
      return OWN_TURN.has(state) ? (
        <Trans>Sending…</Trans>
      ) : state === "thinking" || state === "thinking_long" ? (
        <Trans>One moment</Trans>
      ) : (
        <Trans>Send</Trans>
      );
  }
}
