import { useAutosave } from "../autosave/useAutosave";
import type { Target, Values } from "../autosave/saveOver";
import { changeSettings, type Criterion, type Draft, readDraft, readLastChange, type SettingsChange } from "./draft";

export function storedSettings(draft: Draft): Readonly<Record<string, unknown>> {
  return { ...draft };
}

/** The values without links to questions that were deleted meanwhile. The server refuses such links. */
function withoutDeadLinks(values: Values, { questions }: Draft): Values {
  const criteria = values.assessmentCriteria as Criterion[] | undefined;
  if (criteria === undefined) return values;
  const isThere = (link: string) => questions.some(({ id }) => id === link);
  const assessmentCriteria = criteria.map((one) => ({ ...one, questionIds: one.questionIds.filter(isThere) }));
  return { ...values, assessmentCriteria };
}

/** Reads and saves the interview's own fields. */
export function settingsTarget(id: string): Target {
  return {
    read: async () => {
      const { draft, etag } = await readDraft(id);
      return { values: storedSettings(draft), etag, fit: (values) => withoutDeadLinks(values, draft) };
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
