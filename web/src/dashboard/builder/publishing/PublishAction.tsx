import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link2, Rocket } from "lucide-react";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { key } from "../../data/keys";
import { useSingleMutation } from "../../data/useSingleMutation";
import { stateOf } from "../../interviews/interview";
import { type Draft, draftQuery } from "../draft";
import { PublishDialog } from "./PublishDialog";
import { PublishedDialog } from "./PublishedDialog";

/** The next step of an interview: publish a draft, share a live one, reopen a closed one. */
export function PublishAction({ draft }: { draft: Draft }) {
  /** The state when the dialog was opened. If it was a draft and is live now, it has just been published. */
  const [openedAs, setOpenedAs] = useState<"draft" | "live" | null>(null);
  const state = stateOf(draft);
  const close = () => {
    setOpenedAs(null);
  };
  if (state === "closed") return <ReopenAction draft={draft} />;
  return (
    <>
      <Action
        isPrimary
        doing={state}
        onClick={() => {
          setOpenedAs(state);
        }}
      >
        {state === "draft" ? <Rocket aria-hidden="true" /> : <Link2 aria-hidden="true" />}
        {state === "draft" ? <Trans>Publish</Trans> : <Trans>Share</Trans>}
      </Action>
      {openedAs !== null &&
        (state === "draft" ? (
          <PublishDialog draft={draft} onClose={close} />
        ) : (
          <PublishedDialog draft={draft} isNew={openedAs === "draft"} onClose={close} />
        ))}
    </>
  );
}

function ReopenAction({ draft: { id, title } }: { draft: Draft }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const reopen = useSingleMutation({
    mutationFn: () => take(api.POST("/interviews/{id}/unarchive", { params: { path: { id } } })),
    onSuccess: () => {
      announce(t`“${title}” was reopened.`);
    },
    onSettled: async (_done, error) => {
      void client.invalidateQueries({ queryKey: key("interviews") });
      const read = client.invalidateQueries(draftQuery(id));
      if (error === null) await read;
    },
  });
  return (
    <>
      <Action
        isPrimary
        isOff={reopen.isPending}
        onClick={() => {
          reopen.mutate();
        }}
      >
        <Trans>Reopen the interview</Trans>
      </Action>
      {reopen.error !== null && <ErrorBox error={asApiError(reopen.error)} what={t`“${title}” was not reopened.`} />}
    </>
  );
}
