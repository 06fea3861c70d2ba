import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import { Action } from "../parts/Action";
import { CopyField } from "../parts/CopyField";
import { ErrorBox } from "../parts/ErrorBox";
import { Modal } from "../parts/Modal";
import { Concerns } from "./ChecksPanel";
import { checksQuery, type Draft, draftQuery } from "./draft";
import { EstimateNote } from "./EstimateNote";

/** The link, who can open it, and the checks that are still open. */
export function PublishDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const checks = useQuery(checksQuery(draft.id, draft.updatedAt));
  const isOpen = draft.isActive && !draft.requireInvite;
  const refresh = () => client.invalidateQueries(draftQuery(draft.id));
  const path = { params: { path: { id: draft.id } } };
  const publish = useMutation({
    mutationFn: async () => (await take(api.POST("/interviews/{id}/publish", path))).data,
    onSuccess: refresh,
  });
  const close = useMutation({
    mutationFn: async () => (await take(api.POST("/interviews/{id}/unpublish", path))).data,
    onSuccess: refresh,
  });
  const error = publish.error ?? close.error;
  const link = draft.publicSlug === null ? null : `${window.location.origin}/i/${draft.publicSlug}`;
  return (
    <Modal
      title={t`Publish ${draft.title}`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Close</Trans>
          </Action>
          {isOpen ? (
            <Action
              look="danger"
              isOff={close.isPending}
              onClick={() => {
                close.mutate();
              }}
            >
              <Trans>Close the link</Trans>
            </Action>
          ) : (
            <Action
              isPrimary
              isOff={publish.isPending}
              onClick={() => {
                publish.mutate();
              }}
            >
              <Trans>Open the link</Trans>
            </Action>
          )}
        </>
      }
    >
      {error !== null && <ErrorBox error={asApiError(error)} what={t`This could not be done.`} />}
      <p>
        {isOpen ? (
          <Trans>Anyone with the link can take this interview.</Trans>
        ) : (
          <Trans>Only invited people can take this interview now. If you open the link, anyone can.</Trans>
        )}
      </p>
      {isOpen && link !== null && <CopyField label={t`Link for candidates`} text={link} />}
      {checks.data !== undefined && (
        <EstimateNote
          estimate={checks.data.estimate}
          heading={
            <h3 className="font-[650]">
              <Trans>Estimated use per interview</Trans>
            </h3>
          }
        />
      )}
      {checks.data !== undefined && checks.data.concerns.length > 0 && (
        <section className="grid gap-2">
          <h3 className="font-[650]">
            <Trans>Open checks</Trans>
          </h3>
          <Concerns draft={draft} concerns={checks.data.concerns} />
        </section>
      )}
    </Modal>
  );
}
