import { changeSettings, type Draft, readDraft, readLastChange, type SettingsChange } from "./draft";
import { useAutosave } from "./useAutosave";

function stored(draft: Draft): Readonly<Record<string, unknown>> {
  return { ...draft };
}

/** The interview's own fields: as they stand here, and how they are changed. */
export function useSettings(draft: Draft) {
  const autosave = useAutosave({
    draft,
    of: draft.id,
    stored,
    read: async () => {
      const { draft: fresh, etag } = await readDraft(draft.id);
      return { values: stored(fresh), etag };
    },
    save: (values, etag) => changeSettings(draft.id, values, etag),
    readLast: () => readLastChange(draft.id),
  });
  const change: (values: SettingsChange) => void = autosave.change;
  return { ...autosave, change, values: { ...draft, ...(autosave.changed as Partial<Draft>) } };
}
