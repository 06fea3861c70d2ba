import { Trans } from "@lingui/react/macro";

import type { ApiError } from "../../api/error";
import { Notice } from "../../ui/Notice";
import { Action } from "./Action";
import { CopyButton } from "./CopyField";

interface ErrorBoxProps {
  error: ApiError;
  /** What failed, in a sentence; without it the server's own words. */
  what?: string;
  /** What is safe, in a sentence. */
  safe?: string;
  onRetry?: (() => void) | undefined;
}

/** What failed, what is safe, and the way on. What was loaded before stays around it. */
export function ErrorBox({ error, what, safe, onRetry }: ErrorBoxProps) {
  return (
    <Notice ground="danger" role="alert" className="grid max-w-(--measure) gap-3">
      <p>
        <strong className="font-[650]">
          {error.status === 0 ? <Trans>We can’t reach the server.</Trans> : (what ?? <Words error={error} />)}
        </strong>{" "}
        {what !== undefined && error.status > 0 && error.message !== "" && <>{error.message} </>}
        {safe}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry && (
          <Action onClick={onRetry} className="text-ink">
            <Trans>Try again</Trans>
          </Action>
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

function Words({ error }: { error: ApiError }) {
  return error.message || <Trans>Something went wrong on the server.</Trans>;
}
