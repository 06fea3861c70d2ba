import { Trans, useLingui } from "@lingui/react/macro";
import { type RefObject, useLayoutEffect, useRef } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { TextArea } from "../../../ui/TextArea";
import { type Comment, type Session, useChange } from "../useReport";
import type { Typed } from "./useKeptText";

interface EditCommentProps {
  comment: Comment;
  session: Session;
  draft: string;
  kept: Typed<string | null>;
  /** Whether the person has just opened it, so that it takes the focus. */
  isNew: boolean;
  /** Set when the form closes: whether it had the focus, which the button that opened it then takes. */
  hadFocus: RefObject<boolean>;
}

/** Changes a comment in place. Esc leaves it unchanged. */
export function EditComment({ comment, session, draft, kept, isNew, hadFocus }: EditCommentProps) {
  const { t } = useLingui();
  const { change, forget, startOver } = kept;
  const form = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = form.current;
    return () => {
      const active = document.activeElement;
      hadFocus.current = active === document.body || element?.contains(active) === true;
    };
  }, [hadFocus]);
  const path = { id: session.id, commentId: comment.id };
  const edit = useChange(
    session.id,
    (text: string) => take(api.PATCH("/sessions/{id}/comments/{commentId}", { params: { path }, body: { text } })),
    (saved) => {
      announce(t`Your comment was saved`);
      startOver(saved, null);
    },
  );
  return (
    <div ref={form} className="grid gap-1">
      <TextArea
        label={t`Your comment`}
        value={draft}
        maxLength={5000}
        autoFocus={isNew}
        onChange={({ target: { value } }) => {
          change(value, value !== comment.text);
        }}
        onKeyDown={({ key, nativeEvent }) => {
          // An input method uses Esc to discard what it composes.
          if (key === "Escape" && !nativeEvent.isComposing && !edit.isBusy) forget();
        }}
      />
      {edit.error !== null && <ErrorBox error={edit.error} />}
      <div className="flex flex-wrap gap-1 print:hidden">
        <Action
          isOff={edit.isBusy || draft.trim() === ""}
          onClick={() => {
            edit.send(draft);
          }}
        >
          <Trans>Save the change</Trans>
        </Action>
        <Action look="quiet" isOff={edit.isBusy} onClick={forget}>
          <Trans>Cancel</Trans>
        </Action>
      </div>
    </div>
  );
}
