import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";

import type { ApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import type { Failure } from "../../ui/ServerMessage";
import type { Conflict } from "../autosave/merge";
import type { Saving } from "../autosave/SaveState";
import { useMay } from "../me";
import { ConflictBox, type ConflictBoxProps } from "./ConflictBox";
import type { LastChange } from "./draft";
import { useNamedProblems } from "./namedProblems";
import { SavingLine } from "./SavingLine";

interface SavedFormProps {
  saving: Saving | null;
  error: ApiError | null;
  conflicts: readonly Conflict[];
  quicker: LastChange | null;
  settle: (field: string, keepsMine: boolean) => void;
  /** The form contains a table and takes the whole width. */
  isWide?: boolean;
  /** The type of the question that the form's fields belong to, unless they are the interview's own. */
  of?: ConflictBoxProps["of"];
  questions?: ConflictBoxProps["questions"];
  children: ReactNode;
}

/** The server advises to reload the page, which would drop the changes. */
function withoutAdvice({ status, code, requestId }: ApiError): Failure {
  return { status, code, requestId, message: "" };
}

/** Fields that save automatically, with whether they are saved, what went wrong, and what someone else changed. */
export function SavedForm(props: SavedFormProps) {
  const {
    saving,
    error,
    conflicts,
    quicker,
    settle,
    isWide = false,
    of = "interview",
    questions = [],
    children,
  } = props;
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const named = useNamedProblems(of === "interview" ? of : "question");
  return (
    <div className={`grid content-start gap-5 ${isWide ? "" : "max-w-(--measure)"}`}>
      <SavingLine saving={error !== null && saving?.is === "unsaved" ? { is: "unsaved" } : saving} />
      <ConflictBox of={of} questions={questions} conflicts={conflicts} quicker={quicker} onSettle={settle} />
      {error !== null && (
        <ErrorBox
          error={error.status === 412 ? withoutAdvice(error) : named(error).failure}
          what={t`Your changes could not be saved.`}
          kept={t`Your changes are still here.`}
          onRetry={saving?.is === "unsaved" ? saving.onRetry : undefined}
        />
      )}
      <fieldset disabled={!canChange} className="contents">
        {children}
      </fieldset>
    </div>
  );
}
