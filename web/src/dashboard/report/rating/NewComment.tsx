import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { Select } from "../../../ui/controls/Select";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";
import { TextArea } from "../../../ui/TextArea";
import { useSendOnce } from "../../data/useSendOnce";
import { clockOf } from "../transcript/quotes";
import { type Session, useChange } from "../useReport";
import { NO_TEXT, type NewText } from "./useDeletedEdits";
import { useKeptText } from "./useKeptText";

const SHORT = 60;

/** A form for a comment about the session or one answer. The draft survives leaving the page. */
export function NewComment({ session }: { session: Session }) {
  const { t } = useLingui();
  const kept = useKeptText<NewText>(session, "comment", NO_TEXT);
  const { value, startOver } = kept;
  const setTyped = (typed: Partial<NewText>) => {
    const next = { ...value, ...typed };
    const isUnsaved = next.text.trim() !== "";
    kept.change({ ...next, isMoved: next.isMoved && isUnsaved }, isUnsaved);
  };
  const { text, messageId, isMoved } = value;
  const send = useSendOnce(
    ({ text, messageId }: NewText, once: string) =>
      take(
        api.POST("/sessions/{id}/comments", {
          params: { path: { id: session.id }, header: { "Idempotency-Key": once } },
          body: { text, messageId: messageId === "" ? null : messageId },
        }),
      ),
    {
      slot: kept.slot,
      isOutdated: async ({ data: { id } }) =>
        !(await take(api.GET("/sessions/{id}/comments", { params: { path: { id: session.id } } }))).data.some(
          (one) => one.id === id,
        ),
    },
  );
  const change = useChange(session.id, send, (typed: NewText) => {
    announce(t`Your comment was saved`);
    startOver(typed, { ...NO_TEXT, messageId: typed.messageId });
  });
  const about = session.messages
    .filter(({ role }) => role === "user")
    .map(({ id, timestamp, content }) => ({
      id,
      name: `${clockOf(timestamp, session.startedAt)} ${content.slice(0, SHORT)}`,
    }));
  return (
    <form
      className="grid gap-3 print:hidden"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") change.send(value);
      }}
    >
      <TextArea
        label={t`Your comment`}
        value={text}
        maxLength={5000}
        onChange={({ target }) => {
          setTyped({ text: target.value });
        }}
      />
      {isMoved && (
        <Notice>
          <Trans>The comment that you were changing has been deleted. You can add your text as a new comment.</Trans>
        </Notice>
      )}
      {change.error !== null && <ErrorBox error={change.error} />}
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t`Comment on`}
          choices={[{ id: "", name: t`The whole session` }, ...about]}
          chosen={messageId}
          onChoose={(id) => {
            setTyped({ messageId: id });
          }}
        />
        <Action type="submit" isOff={change.isBusy || text.trim() === ""}>
          <Trans>Add the comment</Trans>
        </Action>
      </div>
    </form>
  );
}
