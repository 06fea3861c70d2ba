import { Trans } from "@lingui/react/macro";

import { Button } from "./Button";
import { CopyButton } from "./CopyField";
import { Gap } from "./language/Gap";
import { Notice } from "./Notice";
import { type Failure, ServerMessage } from "./ServerMessage";

interface ErrorBoxProps {
  error: Failure;
  /** A sentence that says what failed. Without it, the server's own words are shown. */
  what?: string;
  /** A sentence that says what is safe. */
  safe?: string;
  /** The label of the button, if it doesn't repeat the request. */
  retry?: string;
  onRetry?: (() => void) | undefined;
}

/** Says what failed and what is safe, with a button to try again. Earlier content stays around it. */
export function ErrorBox({ error, what, safe, retry, onRetry }: ErrorBoxProps) {
  return (
    <Notice ground="danger" role="alert" className="grid max-w-(--measure) gap-3">
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
      </p>
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
