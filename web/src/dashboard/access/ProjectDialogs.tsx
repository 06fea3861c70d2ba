import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Field } from "../../ui/Field";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { problemsOf } from "../parts/FormProblems";
import { ConfirmDialog, Modal } from "../parts/Modal";
import { type Project, PROJECTS_KEY, useChange } from "./useTeam";

const READ_AGAIN = [PROJECTS_KEY, ["me"]] as const;

/** The name of a new project, or another one for a project that is there. */
export function NameProjectDialog({ project, onClose }: { project?: Project; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(project?.name ?? "");
  const isNew = project === undefined;
  const save = useChange(
    (body: { name: string }) =>
      project === undefined
        ? take(api.POST("/projects", { body }))
        : take(api.PATCH("/projects/{id}", { params: { path: { id: project.id } }, body })),
    READ_AGAIN,
    () => {
      announce(t`Saved`);
      onClose();
    },
  );
  const problems = problemsOf(save.error, ["name"]);
  return (
    <Modal
      title={isNew ? t`New project` : t`Rename ${project.name}`}
      onClose={onClose}
      onSubmit={() => {
        save.send({ name: name.trim() });
      }}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={save.isBusy || name.trim() === ""}>
            {isNew ? <Trans>Create the project</Trans> : <Trans>Save the name</Trans>}
          </Action>
        </>
      }
    >
      {save.error !== null && Object.keys(problems).length === 0 && <ErrorBox error={save.error} />}
      <Field
        id="project-name"
        label={t`Name`}
        value={name}
        maxLength={200}
        error={problems.name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
    </Modal>
  );
}

/** Only an empty one can go; else it says what is in the way. */
export function DeleteProjectDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useLingui();
  const { name, interviews } = project;
  const remove = useChange(
    () => take(api.DELETE("/projects/{id}", { params: { path: { id: project.id } } })),
    READ_AGAIN,
    () => {
      announce(t`The project ${name} is deleted.`);
      onClose();
    },
  );
  if (interviews > 0)
    return (
      <Modal
        title={t`${name} is not empty`}
        onClose={onClose}
        actions={
          <Action isPrimary onClick={onClose}>
            <Trans>Close</Trans>
          </Action>
        }
      >
        <p>
          <Plural
            value={interviews}
            one="# interview is in it. Move it to another project first."
            other="# interviews are in it. Move them to another project first."
          />
        </p>
      </Modal>
    );
  return (
    <ConfirmDialog
      title={t`Delete the project ${name}?`}
      confirm={t`Delete ${name}`}
      isBusy={remove.isBusy}
      error={remove.error}
      onConfirm={() => {
        remove.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          The project is empty, so nothing else is deleted. Members and keys limited to this project lose all access.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
