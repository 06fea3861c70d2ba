import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { offerUndo } from "../../ui/overlay/UndoBar";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import { deleteFromLibrary, type LibraryQuestion, useKeep } from "./library";

/** Deletes a question of the library, and offers to undo that. */
export function useDeleteFromLibrary() {
  const { t } = useLingui();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: key("library") });
  const keep = useKeep();
  const again = useSingleMutation({ mutationFn: (kept: LibraryQuestion) => keep(kept, kept.tags), onSuccess: refresh });
  const forgetting = useSingleMutation({
    mutationFn: deleteFromLibrary,
    onError: refresh,
    onSuccess: async (_nothing, kept) => {
      await refresh();
      offerUndo(t`The question was removed from the library.`, () => {
        again.mutate(kept);
      });
      if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    },
  });
  return { mutate: forgetting.mutate, error: forgetting.error ?? again.error };
}
