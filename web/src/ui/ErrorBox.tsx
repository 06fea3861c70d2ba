import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Button } from "./Button";
import { CopyButton } from "./CopyField";
import { Gap } from "./language/Gap";
import { Notice } from "./Notice";
import { type Failure, ServerMessage } from "./ServerMessage";

interface ErrorBoxProps {
  error: Failure;
  /**
   * What failed, in a sentence. Without it, the server's own words are shown. Like `safe`, it isn't shown if the request
   * has succeeded or may have.
   */
  what?: string;
  /** What is safe, in a sentence. */
  safe?: string;
  /** What is true even if the request succeeded, in a sentence: the page still has a text, or trying again is safe. */
  kept?: string;
  /** What the button does, if it doesn't repeat the request. */
  retry?: string;
  onRetry?: (() => void) | undefined;
}

/** What failed, what is safe, and a button to try again. Earlier content stays around it. */
export function ErrorBox({ error, what, safe, kept, retry, onRetry }: ErrorBoxProps) {
  return (
    <Notice ground="danger" role="alert" className="grid max-w-(--measure) gap-3">
      {error.hasSucceeded === true || mayHaveSucceeded(error) ? (
        <Words error={error} what={undefined} safe={unknownOutcome(error, kept)} kept={kept} />
      ) : (
        <Words error={error} what={what} safe={safe} kept={kept} />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry && (
          <Button size="small" onClick={onRetry} className="text-ink">
            {retry ?? <Trans>Try again</Trans>}
          </Button>
        )}
        {error.requestId !== null && (
          <p className="flex flex-wrap items-center gap-x-2 text-meta">
            <span>
              <Trans>Request ID</Trans> <code className="font-mono">{error.requestId}</code>
            </span>
            <CopyButton text={error.requestId} />
          </p>
        )}
      </div>
    </Notice>
  );
}

/** The server's refusals of a request that it didn't carry out, although their status is 500 or more. */
const REFUSALS: ReadonlySet<string> = new Set(["STORAGE_UNAVAILABLE", "DRAINING"]);

/**
 * Whether the server may have changed what was asked: the response was lost or doesn't say, or an earlier attempt is
 * still running or has an unknown outcome.
 */
const mayHaveSucceeded = ({ status, code, retryAfter, effect = "none", isOpen }: Failure): boolean =>
  effect !== "none" &&
  (isOpen === true || status === 0 || (status >= 500 && !REFUSALS.has(code)) || isRunning({ status, retryAfter }));

/** Whether an earlier attempt is still running: the server's message says when to try again. */
const isRunning = ({ status, retryAfter }: Pick<Failure, "status" | "retryAfter">): boolean =>
  status === 409 && typeof retryAfter === "number";

/** What to know about a request that may have succeeded. Where trying again is safe, `kept` is enough. */
function unknownOutcome({ effect, status, retryAfter, hasSucceeded }: Failure, kept: string | undefined): ReactNode {
  if (hasSucceeded === true || isRunning({ status, retryAfter })) return undefined;
  if (effect === "each") return <Trans>Your request may still have succeeded, so check before you try again.</Trans>;
  if (kept !== undefined) return undefined;
  return <Trans>Your request may still have succeeded, and it’s safe to try again.</Trans>;
}

interface WordsProps {
  error: Failure;
  what: string | undefined;
  safe: ReactNode;
  kept: string | undefined;
}

function Words({ error, what, safe, kept }: WordsProps) {
  return (
    <p>
      <strong className="font-[650]">
        {error.status === 0 ? <Trans>We can’t reach the server.</Trans> : (what ?? <ServerMessage failure={error} />)}
      </strong>
      <Gap />
      {what !== undefined && error.status > 0 && error.message !== "" && (
        <>
          <ServerMessage failure={error} />
          <Gap />
        </>
      )}
      {safe}
      {kept !== undefined && (
        <>
          {safe !== undefined && <Gap />}
          {kept}
        </>
      )}
    </p>
  );
}
