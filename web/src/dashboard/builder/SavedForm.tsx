import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";

import type { ApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import type { Conflict } from "../autosave/merge";
import { type Saving, SaveState } from "../autosave/SaveState";
import { useMay } from "../me";
import { ConflictBox } from "./ConflictBox";
import type { LastChange } from "./draft";

interface SavedFormProps {
  saving: Saving | null;
  error: ApiError | null;
  conflicts: readonly Conflict[];
  quicker: LastChange | null;
  settle: (field: string, keepsMine: boolean) => void;
  /** It has a table, and takes the whole width. */
  isWide?: boolean;
  /** What the form calls its fields, where that is not what an interview's own are called. */
  of?: "interview" | "question";
  children: ReactNode;
}

/** Fields that save themselves: whether they are safe, what went wrong, and what somebody else changed. */
export function SavedForm(props: SavedFormProps) {
  const { saving, error, conflicts, quicker, settle, isWide = false, of = "interview", children } = props;
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  return (
    <div className={`grid content-start gap-5 ${isWide ? "" : "max-w-(--measure)"}`}>
      <div className="min-h-6">{saving !== null && <SaveState state={saving} />}</div>
      <ConflictBox of={of} conflicts={conflicts} quicker={quicker} onSettle={settle} />
      {error !== null && (
        <ErrorBox error={error} what={t`Your changes could not be saved.`} safe={t`Your changes are still here.`} />
      )}
      <fieldset disabled={!canChange} className="contents">
        {children}
      </fieldset>
    </div>
  );
}
