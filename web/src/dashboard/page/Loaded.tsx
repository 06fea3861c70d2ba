import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import type { ApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";

interface LoadedProps<Value> {
  value: Value | null;
  error: ApiError | null;
  onRetry: () => void;
  rows?: number;
  children: (value: Value) => ReactNode;
}

/** The loaded value, a loading state, or the reason why loading failed. */
export function Loaded<Value>({ value, error, onRetry, rows = 4, children }: LoadedProps<Value>) {
  const { t } = useLingui();
  if (value !== null) return children(value);
  if (error === null) return <Skeleton label={t`Loading`} rows={rows} onRetry={onRetry} />;
  return (
    <ErrorBox
      error={error}
      what={t`This section could not be loaded.`}
      safe={t`Nothing was changed.`}
      onRetry={onRetry}
    />
  );
}
