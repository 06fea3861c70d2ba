import { Plural, Trans } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { Untranslated } from "../../ui/language/Untranslated";
import { Notice } from "../../ui/Notice";
import type { RoomError } from "../link/http";

interface ErrorBoxProps {
  error: RoomError;
  /** A sentence that says what is safe. */
  safe?: string;
  /** Without it, trying again is the button of the form. */
  onRetry?: () => void;
}

/** Says what failed and what is safe, with a button to try again. */
export function ErrorBox({ error, safe, onRetry }: ErrorBoxProps) {
  return (
    <Notice ground="danger" role="alert" className="grid gap-3">
      <p>
        <strong className="font-[650]">
          <WhatFailed error={error} />
        </strong>
        <Gap />
        {safe}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 empty:hidden">
        {onRetry !== undefined && (
          <Button onClick={onRetry} className="text-ink">
            <Trans>Try again</Trans>
          </Button>
        )}
        {error.requestId !== null && (
          <p className="text-meta">
            <Trans>Request ID</Trans> <code className="font-mono">{error.requestId}</code>
          </p>
        )}
      </div>
    </Notice>
  );
}

export function WhatFailed({ error }: { error: RoomError }) {
  const { status, code, message, waitSeconds } = error;
  if (status === 0) return <Trans>We can’t reach the server.</Trans>;
  if (status === 429 && waitSeconds > 0) {
    return (
      <Trans>
        Too many visitors right now. Try again in{" "}
        <Plural value={Math.ceil(waitSeconds / 60)} one="# minute" other="# minutes" />.
      </Trans>
    );
  }
  if (code === "STORAGE_UNAVAILABLE") return <Trans>Something on our side isn’t working right now.</Trans>;
  // After an internal error, the request may have taken effect or not. The server's own sentence is for programmers.
  if (code === "INTERNAL_ERROR" || message === "") return <Trans>Something went wrong on the server.</Trans>;
  return <Untranslated text={message} />;
}
