import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { Select } from "../parts/Select";
import { TextArea } from "../parts/TextArea";
import { clockOf } from "./quotes";
import { type Session, useChange } from "./useReport";
import { useTyped } from "./useTyped";

const SHORT = 60;

interface Typed {
  text: string;
  /** Empty for a comment about the whole session. */
  messageId: string;
}

/** A form for a comment about the session or one answer. The draft survives leaving the page. */
export function NewComment({ session }: { session: Session }) {
  const { t } = useLingui();
  const { value, change: setTyped, startOver } = useTyped<Typed>(`comment/${session.id}`, { text: "", messageId: "" });
  const { text, messageId } = value;
  const change = useChange(
    session.id,
    (typed: Typed) =>
      take(
        api.POST("/sessions/{id}/comments", {
          params: { path: { id: session.id } },
          body: { text: typed.text, messageId: typed.messageId === "" ? null : typed.messageId },
        }),
      ),
    (typed) => {
      announce(t`Comment saved`);
      startOver(typed, { ...typed, text: "" });
    },
  );
  const about = session.messages
    .filter(({ role }) => role === "user")
    .map(({ id, timestamp, content }) => ({
      id,
      name: `${clockOf(timestamp, session.startedAt)} ${content.slice(0, SHORT)}`,
    }));
  return (
    <form
      className="grid gap-3"
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
          setTyped({ text: target.value, messageId });
        }}
      />
      {change.error !== null && <ErrorBox error={change.error} />}
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t`About`}
          choices={[{ id: "", name: t`The whole session` }, ...about]}
          chosen={messageId}
          onChoose={(id) => {
            setTyped({ text, messageId: id });
          }}
        />
        <Action type="submit" isOff={change.isBusy || text.trim() === ""}>
          <Trans>Add the comment</Trans>
        </Action>
      </div>
    </form>
  );
}
