import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";

import type { ApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { CHANGED_MEANWHILE } from "../autosave/saveOver";
import { SaveState } from "../autosave/SaveState";
import { NoPermissionLine } from "../page/NotFound";
import { type FieldProblems, FormProblems } from "./FormProblems";
import { LeaveGuard } from "./LeaveGuard";

interface SettingFormProps {
  /** Whether this person may change it. Others can only read it. */
  canChange: boolean;
  isUnsaved: boolean;
  isSaving: boolean;
  savedAt: Date | null;
  failure: ApiError | null;
  problems: FieldProblems;
  /** Loads what someone else has saved meanwhile. */
  onReload: () => void;
  onSave: () => void;
  /** Shown next to the save button. */
  more?: ReactNode;
  children: ReactNode;
}

/** One form of one page, saved explicitly. The bar with its button stays in view. */
export function SettingForm(props: SettingFormProps) {
  const { canChange, isUnsaved, isSaving, savedAt, failure, problems, onReload, onSave, more, children } = props;
  const hasProblems = Object.keys(problems).length > 0;
  useSavedAnnouncement(savedAt);
  return (
    <form
      noValidate
      className="grid max-w-[44rem] gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (canChange && !isSaving) onSave();
      }}
    >
      {!canChange && <NoPermissionLine />}
      {hasProblems && <FormProblems key={JSON.stringify(problems)} problems={problems} />}
      {failure !== null && !hasProblems && <SettingFailure error={failure} onReload={onReload} />}
      <fieldset disabled={!canChange} className="grid gap-6">
        {children}
      </fieldset>
      {canChange && (
        <div className="tall:sticky tall:bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-bg py-3">
          <Action isPrimary type="submit" isOff={isSaving}>
            <Trans>Save changes</Trans>
          </Action>
          {more}
          <State isUnsaved={isUnsaved} isSaving={isSaving} savedAt={savedAt} />
        </div>
      )}
      <LeaveGuard isUnsaved={canChange && isUnsaved} />
    </form>
  );
}

function State({ isUnsaved, isSaving, savedAt }: { isUnsaved: boolean; isSaving: boolean; savedAt: Date | null }) {
  if (isSaving) return <SaveState state={{ is: "saving" }} />;
  if (isUnsaved) return <SaveState state={{ is: "edited" }} />;
  return savedAt === null ? null : <SaveState state={{ is: "saved", at: savedAt }} />;
}

function useSavedAnnouncement(savedAt: Date | null): void {
  const { t } = useLingui();
  const time = savedAt?.getTime();
  useEffect(() => {
    if (time !== undefined) announce(t`Saved`);
  }, [time, t]);
}

/** Why a setting was not saved. If someone else changed it, offers to load their version. */
export function SettingFailure({ error, onReload }: { error: ApiError; onReload: () => void }) {
  const { t } = useLingui();
  const { status, code, requestId } = error;
  if (status === CHANGED_MEANWHILE)
    return (
      <ErrorBox
        error={{ status, code, requestId, message: "" }}
        what={t`Someone else changed these settings in the meantime, so your changes weren’t saved.`}
        safe={t`Your changes are still here. Load the other person’s version, which keeps yours, and then save again.`}
        retry={t`Load their version`}
        onRetry={onReload}
      />
    );
  return <ErrorBox error={error} safe={t`Nothing was saved.`} kept={t`Your changes are still here.`} />;
}
