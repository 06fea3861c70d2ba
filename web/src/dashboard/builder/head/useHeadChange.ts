import { useQueryClient } from "@tanstack/react-query";

import { saveOver } from "../../autosave/saveOver";
import { key } from "../../data/keys";
import { useSingleMutation } from "../../data/useSingleMutation";
import { readVersionsAgain } from "../../versions/versions";
import { ChangedError, type Draft, draftQuery, type SettingsChange } from "../draft";
import { settingsTarget, storedSettings } from "../useSettings";

/**
 * Immediately saves changes in the head of the builder. Fails with ChangedError if someone else changed it first.
 * `onEnd` is called once the page shows the result.
 */
export function useHeadChange(draft: Draft, onEnd?: (error: Error | null) => void) {
  const client = useQueryClient();
  return useSingleMutation({
    scope: { id: `head of ${draft.id}` },
    mutationFn: async (changed: SettingsChange) => {
      const found = await saveOver(changed, storedSettings(draft), settingsTarget(draft.id));
      if (found.length > 0) throw new ChangedError();
    },
    onSettled: async (_data, error) => {
      void client.invalidateQueries({ queryKey: key("interviews") });
      void readVersionsAgain(client, draft.id);
      await client.invalidateQueries(draftQuery(draft.id));
      onEnd?.(error);
    },
  });
}

export type HeadChange = ReturnType<typeof useHeadChange>;
