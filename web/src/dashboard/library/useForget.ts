import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { offerUndo } from "../parts/UndoBar";
import { forget, keep, type Kept, LIBRARY_KEY } from "./library";

/** Deletes a kept question, and offers to keep it once more. */
export function useForget() {
  const { t } = useLingui();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: [LIBRARY_KEY] });
  const again = useMutation({ mutationFn: (kept: Kept) => keep(kept, kept.tags), onSuccess: refresh });
  const forgetting = useMutation({
    mutationFn: forget,
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
