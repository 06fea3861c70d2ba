import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { download } from "../parts/download";
import { offerUndo } from "../parts/UndoBar";
import { INTERVIEWS_KEY, type Interview } from "./useInterviews";

export interface Deed {
  does: "duplicate" | "archive" | "bringBack" | "export";
  row: Pick<Interview, "id" | "title">;
}

/** Does it; the id of what came of it, where that is another interview. */
async function perform({ does, row: { id } }: Deed): Promise<string | null> {
  const path = { params: { path: { id } } };
  switch (does) {
    case "duplicate":
      return (await take(api.POST("/interviews/{id}/duplicate", { ...path, body: { title: null } }))).data.id;
    case "archive":
      await api.DELETE("/interviews/{id}", path);
      return null;
    case "bringBack":
      await api.POST("/interviews/{id}/unarchive", path);
      return null;
    case "export":
      await download(`/interviews/${id}/file`);
      return null;
  }
}

/** What the menu of a row does. It stands with the page: a row may be gone before its deed is taken back. */
export function useDeeds() {
  const { t } = useLingui();
  const client = useQueryClient();
  const router = useRouter();
  const deed = useMutation({
    mutationFn: perform,
    onSuccess: async (made, done) => {
      const { does, row } = done;
      const { title } = row;
      if (does === "export") {
        announce(t`Downloaded`);
        return;
      }
      await client.invalidateQueries({ queryKey: INTERVIEWS_KEY });
      if (made !== null) {
        announce(t`This is the copy of ${title}`);
        await router.navigate({ to: "/interviews/$interviewId/build", params: { interviewId: made } });
        return;
      }
      if (does === "bringBack") announce(t`${title} is active again`);
      else
        offerUndo(t`${title} is archived.`, () => {
          deed.mutate({ does: "bringBack", row });
        });
      // The row may have gone with its menu, which had the focus.
      if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    },
  });
  return deed;
}
