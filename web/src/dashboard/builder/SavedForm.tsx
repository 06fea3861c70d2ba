import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";

import type { ApiError } from "../../api/error";
import { useMay } from "../me";
import { ErrorBox } from "../parts/ErrorBox";
import { type Saving, SaveState } from "../parts/SaveState";
import { ConflictBox } from "./ConflictBox";
import type { LastChange } from "./draft";
import type { Conflict } from "./merge";

interface SavedFormProps {
  saving: Saving | null;
  error: ApiError | null;
  conflicts: readonly Conflict[];
  quicker: LastChange | null;
  settle: (field: string, keepsMine: boolean) => void;
  children: ReactNode;
}

/** Fields that save themselves: whether they are safe, what went wrong, and what somebody else changed. */
export function SavedForm({ saving, error, conflicts, quicker, settle, children }: SavedFormProps) {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  return (
    <div className="grid max-w-(--measure) content-start gap-5">
      <div className="min-h-6">{saving !== null && <SaveState state={saving} />}</div>
      <ConflictBox conflicts={conflicts} quicker={quicker} onSettle={settle} />
      {error !== null && (
        <ErrorBox error={error} what={t`This could not be saved.`} safe={t`Your changes are still here.`} />
      )}
      <fieldset disabled={!canChange} className="contents">
        {children}
      </fieldset>
    </div>
  );
}
