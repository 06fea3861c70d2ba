import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { offerUndo } from "../../ui/overlay/UndoBar";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import type { AttemptSlot } from "../data/useSendOnce";
import { deleteFromLibrary, keep, type LibraryQuestion } from "./library";

interface Deletion {
  kept: LibraryQuestion;
  slot: AttemptSlot;
}

/** Deletes a question of the library, and offers to undo that. */
export function useDeleteFromLibrary() {
  const { t } = useLingui();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: key("library") });
  const again = useSingleMutation({
    mutationFn: ({ kept, slot }: Deletion) => keep(slot, kept, kept.tags),
    onSettled: refresh, // after a lost response, the question may be back
  });
  const forgetting = useSingleMutation({
    mutationFn: deleteFromLibrary,
    onError: refresh,
    onSuccess: async (_nothing, kept) => {
      await refresh();
      // Each deletion has its own slot: if an equal question was restored and deleted before, it must be restored again.
      const deletion: Deletion = { kept, slot: { current: null } };
      offerUndo(t`The question was removed from the library.`, () => {
        again.mutate(deletion);
      });
      if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    },
  });
  return { mutate: forgetting.mutate, error: forgetting.error ?? again.error };
}
