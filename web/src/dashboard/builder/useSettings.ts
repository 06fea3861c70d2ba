import { useAutosave } from "../autosave/useAutosave";
import type { Target } from "../autosave/saveOver";
import { changeSettings, type Draft, readDraft, readLastChange, type SettingsChange } from "./draft";

export function storedSettings(draft: Draft): Readonly<Record<string, unknown>> {
  return { ...draft };
}

/** Reads and saves the interview's own fields. */
export function settingsTarget(id: string): Target {
  return {
    read: async () => {
      const { draft, etag } = await readDraft(id);
      return { values: storedSettings(draft), etag };
    },
    save: (values, etag) => changeSettings(id, values, etag),
  };
}

/** The interview's own fields as they are in the form, and a callback that changes them. */
export function useSettings(draft: Draft) {
  const autosave = useAutosave({
    draft,
    of: draft.id,
    stored: storedSettings,
    ...settingsTarget(draft.id),
    readLast: () => readLastChange(draft.id),
  });
  const change: (values: SettingsChange) => void = autosave.change;
  return { ...autosave, change, values: { ...draft, ...(autosave.changed as Partial<Draft>) } };
}
