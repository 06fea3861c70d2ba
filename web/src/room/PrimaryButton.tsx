import { Trans } from "@lingui/react/macro";
import { ArrowUp, CheckCheck, Play, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../ui/Button";
import type { PrimaryAction, StateName } from "./states";

interface PrimaryButtonProps {
  action: PrimaryAction;
  state: StateName;
}

/** Always at the same place; its word says what happens next. */
export function PrimaryButton({ action, state }: PrimaryButtonProps) {
  return (
    <Button
      look="main"
      type="submit"
      doing={action}
      isOff={action === "wait"}
      className="w-full wide:order-last wide:w-auto wide:min-w-40"
    >
      <Label action={action} state={state} />
    </Button>
  );
}

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
          <CheckCheck aria-hidden="true" />
          <Trans>Nothing to add</Trans>
        </>
      );
    case "ready":
      return <Trans>I’m ready</Trans>;
    case "continue":
      return (
        <>
          <Play aria-hidden="true" className="flips" />
          {state === "problem" ? <Trans>Continue</Trans> : <Trans>Continue</Trans>}
        </>
      );
    case "retry":
      return (
        <>
          <RotateCw aria-hidden="true" />
          <Trans>Try again</Trans>
        </>
      );
    case "wait":
      return state === "typing" || state === "choosing" || state === "working" || state === "closing" ? (
        <Trans>Sending…</Trans>
      ) : state === "thinking" || state === "thinking_long" ? (
        <Trans>One moment</Trans>
      ) : (
        <Trans>Send</Trans>
      );
  }
}
