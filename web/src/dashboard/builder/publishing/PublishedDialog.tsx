import { Trans, useLingui } from "@lingui/react/macro";
import { Eye, UserPlus } from "lucide-react";

import { Action, ActionLink } from "../../../ui/controls/Action";
import { Modal } from "../../../ui/overlay/Modal";
import { openLinkOf } from "../../interviews/interview";
import type { Draft } from "../draft";
import { OpenTo } from "./OpenTo";
import { PreviewError } from "./PreviewError";
import { usePreview } from "./usePreview";

interface PublishedDialogProps {
  draft: Draft;
  /** The interview has just been published. Otherwise, the dialog was opened for one that was already live. */
  isNew: boolean;
  onClose: () => void;
}

/** The link of a live interview, and what to do next: share it, invite people, or preview it. */
export function PublishedDialog({ draft, isNew, onClose }: PublishedDialogProps) {
  const { t } = useLingui();
  const preview = usePreview(draft);
  const link = openLinkOf(draft);
  const { title } = draft;
  return (
    <Modal
      title={isNew ? t`Published` : t`Share “${title}”`}
      onClose={onClose}
      actions={
        <Action onClick={onClose}>
          <Trans>Done</Trans>
        </Action>
      }
    >
      {isNew && (
        <p className="text-read">
          <Trans>
            <strong className="font-[650]">{title}</strong> is live.
          </Trans>
        </p>
      )}
      <PreviewError error={preview.error} />
      {link === null ? (
        <p>
          <Trans>Only people you invite can take this interview. Each of them gets a personal link.</Trans>
        </p>
      ) : (
        <OpenTo isPrimary link={link} />
      )}
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <ActionLink
          isPrimary={link === null}
          to="/interviews/$interviewId/candidates"
          params={{ interviewId: draft.id }}
          onClick={onClose}
        >
          <UserPlus aria-hidden="true" />
          <Trans>Invite candidates</Trans>
        </ActionLink>
        <Action onClick={() => void preview.open()}>
          <Eye aria-hidden="true" />
          <Trans>Preview</Trans>
        </Action>
      </div>
    </Modal>
  );
}
