import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action, ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { ConfirmDialog, Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { useSendOnce } from "../data/useSendOnce";
import { problemsOf } from "../form/FormProblems";
import { chooseProject } from "../project";
import { type Project, useChange } from "../team/useTeam";

const READ_AGAIN = [key("projects"), ["me"]] as const;

/** Names a new project, or renames an existing one. */
export function NameProjectDialog({ project, onClose }: { project?: Project; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(project?.name ?? "");
  const isNew = project === undefined;
  const create = useSendOnce((body: { name: string }, once) =>
    take(api.POST("/projects", { params: { header: { "Idempotency-Key": once } }, body })),
  );
  const save = useChange(
    (body: { name: string }) =>
      project === undefined
        ? create(body)
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
        label={t`Project name`}
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

/** Deletes a project. One with interviews can't be deleted: the dialog says so. The server refuses for other reasons. */
export function DeleteProjectDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useLingui();
  const { name, interviews } = project;
  const remove = useChange(
    () => take(api.DELETE("/projects/{id}", { params: { path: { id: project.id } } })),
    READ_AGAIN,
    () => {
      announce(t`The project ${name} was deleted.`);
      onClose();
    },
  );
  if (interviews > 0)
    return (
      <Modal
        title={t`${name} isn’t empty`}
        onClose={onClose}
        actions={
          <>
            <Action onClick={onClose}>
              <Trans>Close</Trans>
            </Action>
            <ActionLink
              isPrimary
              to="/interviews"
              search={{ status: "all" }}
              onClick={() => {
                chooseProject(project.id);
              }}
            >
              <Trans>Show the interviews</Trans>
            </ActionLink>
          </>
        }
      >
        <p>
          <Plural
            value={interviews}
            one="The project has # interview. Move it to another project first."
            other="The project has # interviews. Move them to another project first."
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
          The project has no interviews. Its library questions will move to your oldest other project. Members and keys
          limited to this project will lose all access.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
