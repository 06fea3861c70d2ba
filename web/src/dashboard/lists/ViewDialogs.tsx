import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { CheckRow } from "../../ui/controls/choices";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { ConfirmDialog, Modal } from "../../ui/overlay/Modal";
import { createView, deleteView, updateView, useViewChange } from "./useViews";
import type { ListName, SavedView } from "./viewQuery";

interface ViewDialogProps {
  /** null for a new view. */
  view: SavedView | null;
  list: ListName;
  interviewId: string | null;
  query: string;
  /** Whether the list is also filtered by searched words, which aren't saved. */
  hasWords: boolean;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

/** Creates a view, or changes the name of one and who sees it. */
export function ViewDialog({ view, list, interviewId, query, hasWords, onSaved, onClose }: ViewDialogProps) {
  const { t } = useLingui();
  const [name, setName] = useState(view?.name ?? "");
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const [isOfInterview, setOfInterview] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const save = useViewChange(
    () =>
      view === null
        ? createView({ list, name, query, isShared, interviewId: isOfInterview ? interviewId : null })
        : updateView(view.id, { name, isShared }),
    (saved) => {
      announce(t`View saved`);
      onSaved(saved);
      onClose();
    },
  );
  return (
    <Modal
      title={view === null ? t`Save this view` : t`Edit the view “${view.name}”`}
      onClose={onClose}
      onSubmit={() => {
        setMissing(name.trim() === "");
        if (name.trim() !== "" && !save.isBusy) save.run(undefined);
      }}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={save.isBusy}>
            <Trans>Save the view</Trans>
          </Action>
        </>
      }
    >
      <Field
        label={t`View name`}
        maxLength={100}
        autoFocus
        value={name}
        error={isMissing ? t`Enter a name.` : undefined}
        onChange={({ target: { value } }) => {
          setName(value);
        }}
      />
      <CheckRow
        checked={isShared}
        hint={t`Everyone in the organization can use this view. Only you and admins can change it.`}
        onChange={({ target: { checked } }) => {
          setShared(checked);
        }}
      >
        <Trans>Share with the organization</Trans>
      </CheckRow>
      {view === null && interviewId !== null && (
        <CheckRow
          checked={isOfInterview}
          onChange={({ target: { checked } }) => {
            setOfInterview(checked);
          }}
        >
          <Trans>Show only in this interview</Trans>
        </CheckRow>
      )}
      {view === null && hasWords && (
        <p className="text-label text-ink-2">
          <Trans>Search terms aren’t saved because they may contain a candidate’s name.</Trans>
        </p>
      )}
      {save.error !== null && <ErrorBox error={save.error} what={t`The view was not saved.`} />}
    </Modal>
  );
}

export function DeleteViewDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { t } = useLingui();
  const remove = useViewChange(
    () => deleteView(view.id),
    () => {
      announce(t`View deleted`);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t`Delete the view “${view.name}”?`}
      confirm={t`Delete the view`}
      isBusy={remove.isBusy}
      error={remove.error}
      onConfirm={() => {
        remove.run(undefined);
      }}
      onClose={onClose}
    >
      <p>
        {view.isShared ? (
          <Trans>The view disappears for everyone in the organization. The list itself doesn’t change.</Trans>
        ) : (
          <Trans>The list itself doesn’t change.</Trans>
        )}
      </p>
    </ConfirmDialog>
  );
}
