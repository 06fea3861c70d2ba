import { Trans, useLingui } from "@lingui/react/macro";
import { useLayoutEffect, useRef, useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { When } from "../../../ui/language/When";
import { ConfirmDialog } from "../../../ui/overlay/Modal";
import { Section } from "../../../ui/Section";
import { useMay } from "../../me";
import { clockOf } from "../transcript/quotes";
import { type Comment, type Session, useChange } from "../useReport";
import { EditComment } from "./EditComment";
import { NewComment } from "./NewComment";
import { useDeletedEdits } from "./useDeletedEdits";
import { useKeptText } from "./useKeptText";

/** Comments of reviewers for each other. Candidates never see them. */
export function Comments({ session, comments }: { session: Session; comments: readonly Comment[] }) {
  const { t } = useLingui();
  const mayWrite = useMay("MEMBER");
  useDeletedEdits(session, comments);
  return (
    <Section
      heading={t`Comments`}
      anchor="comments"
      aside={<Trans>For your team only. Candidates never see comments.</Trans>}
    >
      <ul className="grid gap-3">
        {comments.map((comment) => (
          <CommentItem key={comment.id} comment={comment} session={session} mayWrite={mayWrite} />
        ))}
      </ul>
      {comments.length === 0 && (
        <p className="text-ink-2">
          <Trans>No comments yet.</Trans>
        </p>
      )}
      {mayWrite && <NewComment session={session} />}
    </Section>
  );
}

interface CommentItemProps {
  comment: Comment;
  session: Session;
  mayWrite: boolean;
}

function CommentItem({ comment, session, mayWrite }: CommentItemProps) {
  const { t } = useLingui();
  const kept = useKeptText<string | null>(session, `comment/${comment.id}`, null);
  const { value: draft, change, forget } = kept;
  const [isNew, setNew] = useState(false); // whether the person has opened the form here
  const hadFocus = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = draft !== null;
  useLayoutEffect(() => {
    if (hadFocus.current) button.current?.focus();
    hadFocus.current = false;
  }, [isOpen]);
  const [isAsked, setIsAsked] = useState(false); // whether it is to be deleted
  const path = { id: session.id, commentId: comment.id };
  const erase = useChange(
    session.id,
    () => take(api.DELETE("/sessions/{id}/comments/{commentId}", { params: { path } })),
    () => {
      announce(t`Comment deleted`);
      forget();
    },
  );
  const message = session.messages.find(({ id }) => id === comment.messageId);
  const moment = message === undefined ? "" : clockOf(message.timestamp, session.startedAt);
  return (
    <li className="grid gap-1 border-s-[3px] border-line-strong ps-3">
      <p className="flex flex-wrap gap-x-3 text-label text-ink-2">
        <strong className="font-[650] text-ink">{comment.person}</strong>
        <When at={comment.createdAt} />
        {comment.editedAt !== null && <Trans>edited</Trans>}
        {message !== undefined && (
          <a href={`#message-${message.id}`} className="underline underline-offset-3">
            <Trans>about the answer at {moment}</Trans>
          </a>
        )}
      </p>
      {draft === null ? (
        <p className="whitespace-pre-line">{comment.text}</p>
      ) : (
        <EditComment comment={comment} session={session} draft={draft} kept={kept} isNew={isNew} hadFocus={hadFocus} />
      )}
      {mayWrite && comment.isMine && (
        <div className="flex gap-1 print:hidden">
          {draft === null && (
            <Action
              ref={button}
              look="quiet"
              onClick={() => {
                setNew(true);
                change(comment.text, false);
              }}
            >
              <Trans>Edit</Trans>
            </Action>
          )}
          <Action
            look="quiet"
            onClick={() => {
              setIsAsked(true);
            }}
          >
            <Trans>Delete</Trans>
          </Action>
        </div>
      )}
      {isAsked && (
        <ConfirmDialog
          title={t`Delete your comment?`}
          confirm={t`Delete the comment`}
          isBusy={erase.isBusy}
          error={erase.error}
          onConfirm={() => {
            erase.send(undefined);
          }}
          onClose={() => {
            setIsAsked(false);
          }}
        >
          <blockquote className="border-s-[3px] border-line-strong ps-3 whitespace-pre-line">{comment.text}</blockquote>
          <p>
            <Trans>The comment will be deleted for everyone and can’t be restored.</Trans>
          </p>
        </ConfirmDialog>
      )}
    </li>
  );
}
