import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import type { Loaded } from "./useInsights";

/** The loaded data, or the reason why loading failed. Earlier data stays visible. */
export function Answered<Data>({ loaded, children }: { loaded: Loaded<Data>; children: (data: Data) => ReactNode }) {
  const { t } = useLingui();
  const { data, error, retry } = loaded;
  return (
    <>
      {error !== null && (
        <ErrorBox
          error={error}
          what={t`The figures could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {data === undefined
        ? error === null && <Skeleton label={t`Calculating the figures`} rows={4} height="h-40" onRetry={retry} />
        : children(data)}
    </>
  );
}

/** Whether the id doesn't exist. Then the whole page says so. */
export function isMissing<Data>({ data, error }: Loaded<Data>): boolean {
  return data === undefined && error?.status === 404;
}

/** Fewer than five finished sessions. */
export function TooFew({ fewest, finished }: { fewest: number; finished: number }) {
  return (
    <div className="grid gap-2 border-t-2 border-ink py-6">
      <p className="max-w-(--measure) text-read">
        <Trans>Insights appear after {fewest} finished sessions.</Trans>
      </p>
      <p className="text-ink-2">
        <Plural
          value={finished}
          _0="Too few to compare: no finished sessions yet."
          one="Too few to compare: only # finished session."
          other="Too few to compare: only # finished sessions."
        />
      </p>
    </div>
  );
}
