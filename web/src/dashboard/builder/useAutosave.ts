import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";

import { asApiError, type ApiError } from "../../api/error";
import type { Saving } from "../parts/SaveState";
import { type Draft, draftQuery, readDraft } from "./draft";
import { type Conflict, conflictsOf } from "./merge";

const CALM_MILLISECONDS = 1_000;

type Values = Readonly<Record<string, unknown>>;

interface Autosave {
  /** What was changed here and is not known to be saved. */
  changed: Values;
  change: (values: Values) => void;
  saving: Saving | null;
  error: ApiError | null;
  conflicts: readonly Conflict[];
  /** Goes on after a conflict: with what stands here, or with what somebody else wrote. */
  settle: (field: string, keepsMine: boolean) => void;
}

interface Wanted {
  draft: Draft;
  /** What the server knows of the thing that is edited, out of an interview as it was read. */
  stored: (draft: Draft) => Values | undefined;
  save: (values: Values) => Promise<void>;
}

/** Saves a second after the last change, and never over what somebody else has changed meanwhile. */
export function useAutosave({ draft, stored, save }: Wanted): Autosave {
  const client = useQueryClient();
  const [changed, setChanged] = useState<Values>({});
  const [base, setBase] = useState<Values>(() => stored(draft) ?? {});
  const [saving, setSaving] = useState<Saving | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const isBusy = useRef(false);

  const write = useCallback(async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    setSaving({ is: "saving" });
    try {
      const theirs = stored(await readDraft(draft.id)) ?? {};
      const found = conflictsOf(changed, base, theirs);
      setConflicts(found);
      if (found.length > 0) {
        setSaving({ is: "unsaved" });
        return;
      }
      await save(changed);
      const fresh = await client.query(draftQuery(draft.id));
      setBase(stored(fresh) ?? {});
      setChanged((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => changed[name] !== value)));
      setError(null);
      setSaving({ is: "saved", at: new Date() });
    } catch (thrown) {
      setError(asApiError(thrown));
      setSaving({ is: "unsaved" });
    } finally {
      isBusy.current = false;
    }
  }, [base, changed, client, draft.id, save, stored]);

  const isWaiting = Object.keys(changed).length > 0 && conflicts.length === 0 && error === null;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => void write(), CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [isWaiting, write]);

  return {
    changed,
    saving:
      saving?.is === "unsaved" && conflicts.length === 0 ? { is: "unsaved", onRetry: () => void write() } : saving,
    error,
    conflicts,
    change: (values) => {
      setError(null);
      setChanged((before) => ({ ...before, ...values }));
    },
    settle: (field, keepsMine) => {
      const conflict = conflicts.find((one) => one.field === field);
      if (conflict === undefined) return;
      setBase((before) => ({ ...before, [field]: conflict.theirs }));
      if (!keepsMine)
        setChanged((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)));
      setConflicts((before) => before.filter((one) => one.field !== field));
      void client.invalidateQueries(draftQuery(draft.id));
    },
  };
}
