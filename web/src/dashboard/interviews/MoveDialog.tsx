import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client";
import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { RadioGroup } from "../../ui/controls/choices";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import { useMe } from "../me";
import { type Interview } from "./useInterviews";

/**
 * Moves an interview to another project with its sessions and candidates. People who have access only to this project
 * lose it; those of the other project gain it.
 */
export function MoveDialog({ row, onClose }: { row: Interview; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { projects } = useMe();
  const [chosen, setChosen] = useState(row.projectId);
  const { title } = row;
  const move = useSingleMutation({
    mutationFn: () =>
      api.POST("/interviews/{id}/move", { params: { path: { id: row.id } }, body: { project: chosen } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: key("interviews") });
      const name = projects.find(({ id }) => id === chosen)?.name ?? "";
      announce(t`“${title}” was moved to “${name}”.`);
      onClose();
    },
    onError: () => {
      void client.invalidateQueries({ queryKey: key("interviews") });
    },
  });
  return (
    <Modal
      title={t`Move “${title}”`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Keep in this project</Trans>
          </Action>
          <Action
            isPrimary
            isOff={move.isPending || chosen === row.projectId}
            onClick={() => {
              move.mutate();
            }}
          >
            <Trans>Move the interview</Trans>
          </Action>
        </>
      }
    >
      <p>
        <Trans>The interview’s candidates, sessions and reports move with it. Links keep working.</Trans>
      </p>
      <RadioGroup label={t`Project`} name="project" choices={projects} chosen={chosen} onChoose={setChosen} />
      {move.error !== null && <ErrorBox error={asApiError(move.error)} what={t`The interview was not moved.`} />}
    </Modal>
  );
}
