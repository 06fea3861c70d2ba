import { useState } from "react";

import { asApiError } from "../../api/error";
import type { Conflict } from "../autosave/merge";
import { saveOver } from "../autosave/saveOver";
import { forgetSent } from "../autosave/sending";
import { useSingleMutation } from "../data/useSingleMutation";
import { changeLibraryQuestion, type LibraryQuestion, readLibraryQuestion } from "./library";

/** A question of the library while it is edited. Saving never overwrites what someone else has changed meanwhile. */
export function useLibraryQuestion(kept: LibraryQuestion, onSaved: () => Promise<void>) {
  const [base, setBase] = useState(kept);
  const [changed, setChanged] = useState<Partial<LibraryQuestion>>({});
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const saving = useSingleMutation({
    mutationFn: () =>
      saveOver(
        changed,
        { ...base },
        {
          of: kept.id,
          read: async () => {
            const { kept: fresh, etag } = await readLibraryQuestion(kept.id);
            return { values: { ...fresh }, etag };
          },
          save: (values, etag) => changeLibraryQuestion(kept.id, values, etag),
        },
      ),
    onSuccess: async (found) => {
      setConflicts(found);
      if (found.length > 0) return;
      await onSaved();
      forgetSent(kept.id, Object.keys(changed));
    },
  });
  const values: LibraryQuestion = { ...base, ...changed };
  return {
    values,
    put: (part: Partial<LibraryQuestion>) => {
      setChanged((before) => ({ ...before, ...part }));
    },
    save: () => {
      saving.mutate();
    },
    isBusy: saving.isPending,
    error: saving.error === null ? null : asApiError(saving.error),
    conflicts,
    /** Settles the conflict of a field. Returns the resulting values. */
    settle: (field: string, keepsMine: boolean): LibraryQuestion => {
      const theirs = conflicts.find((one) => one.field === field)?.theirs;
      const next = { ...base, [field]: theirs };
      forgetSent(kept.id, [field]);
      const mine = Object.fromEntries(Object.entries(changed).filter(([name]) => keepsMine || name !== field));
      setBase(next);
      setChanged(mine);
      setConflicts((before) => before.filter((one) => one.field !== field));
      return { ...next, ...mine };
    },
  };
}
