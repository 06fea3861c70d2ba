import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { offerUndo } from "../../ui/overlay/UndoBar";
import { download } from "../data/download";
import { key } from "../data/keys";
import { useSendOnce } from "../data/useSendOnce";
import { useSingleMutation } from "../data/useSingleMutation";
import { stateOf } from "./interview";
import { type Interview } from "./useInterviews";

export interface InterviewAction {
  does: "duplicate" | "close" | "reopen" | "export";
  row: Pick<Interview, "id" | "title">;
}

/** Performs the action. Returns the id of the new interview, if it creates one. */
async function perform({ does, row: { id } }: InterviewAction, duplicate: Duplicate): Promise<string | null> {
  const path = { params: { path: { id } } };
  switch (does) {
    case "duplicate":
      return duplicate({ id });
    case "close":
      await api.DELETE("/interviews/{id}", path);
      return null;
    case "reopen":
      await api.POST("/interviews/{id}/unarchive", path);
      return null;
    case "export":
      await download(`/interviews/${id}/file`);
      return null;
  }
}

type Duplicate = (body: { id: string }) => Promise<string>;

/**
 * Returns the function that duplicates an interview. Repeating it after a lost response creates no second copy,
 * unless the first one was closed.
 */
function useDuplicate(): Duplicate {
  return useSendOnce(
    async ({ id }: { id: string }, once) => {
      const params = { path: { id }, header: { "Idempotency-Key": once } };
      const body = { title: null, isDraft: true };
      return (await take(api.POST("/interviews/{id}/duplicate", { params, body }))).data.id;
    },
    {
      isOutdated: async (id) =>
        stateOf((await take(api.GET("/interviews/{id}", { params: { path: { id } } }))).data) === "closed",
    },
  );
}

/**
 * The actions of a row's menu. The state belongs to the page, because a row may be gone before its action is undone.
 */
export function useInterviewActions() {
  const { t } = useLingui();
  const client = useQueryClient();
  const router = useRouter();
  const duplicate = useDuplicate();
  const action = useSingleMutation({
    mutationFn: (wanted: InterviewAction) => perform(wanted, duplicate),
    // It may have succeeded, if its response was lost.
    onError: () => {
      void client.invalidateQueries({ queryKey: key("interviews") });
    },
    onSuccess: async (made, done) => {
      const { does, row } = done;
      const { title } = row;
      if (does === "export") {
        announce(t`Downloaded`);
        return;
      }
      await client.invalidateQueries({ queryKey: key("interviews") });
      if (made !== null) {
        announce(t`A copy of “${title}” was created.`);
        await router.navigate({ to: "/interviews/$interviewId/build", params: { interviewId: made } });
        return;
      }
      if (does === "reopen") announce(t`“${title}” was reopened.`);
      else
        offerUndo(t`“${title}” was closed.`, () => {
          action.mutate({ does: "reopen", row });
        });
      // The row may be gone, and with it its menu, which had the focus.
      if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    },
  });
  return action;
}
