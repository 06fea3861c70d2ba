import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";

import { asApiError, type ApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import type { Saving } from "../parts/SaveState";
import { VERSIONS_KEY } from "../versions/versions";
import { type Draft, draftQuery, type LastChange } from "./draft";
import type { Conflict } from "./merge";
import { saveOver, type Target, type Values } from "./saveOver";

const CALM_MILLISECONDS = 1_000;

interface Autosave {
  /** What was changed here and is not known to be saved. */
  changed: Values;
  change: (values: Values) => void;
  saving: Saving | null;
  error: ApiError | null;
  conflicts: readonly Conflict[];
  /** Who else changed it, and when; null: nobody knows. */
  quicker: LastChange | null;
  /** Goes on after a conflict: with what stands here, or with what somebody else wrote. */
  settle: (field: string, keepsMine: boolean) => void;
}

interface Wanted extends Target {
  draft: Draft;
  /** What the server knows of the thing that is edited, out of an interview as it was read. */
  stored: (draft: Draft) => Values | undefined;
  readLast: () => Promise<LastChange>;
}

/** Who wrote what is there now instead of `base`. Whoever cannot be asked leaves the conflict without a name. */
async function findQuicker(base: Values, readLast: Wanted["readLast"]): Promise<LastChange | null> {
  const last = await readLast().catch(() => null);
  return last?.at != null && last.at > String(base.updatedAt) ? last : null;
}

/** Whoever goes to another page or question has not waited for the second to be over. */
function useSavingOnLeaving(write: (() => Promise<boolean>) | null): void {
  const { t } = useLingui();
  const leave = useRef<(() => Promise<void>) | null>(null);
  useEffect(() => {
    leave.current =
      write &&
      (async () => {
        if (!(await write())) announce(t`Your last change was not saved.`, true);
      });
  });
  useEffect(
    () => () => {
      void leave.current?.();
    },
    [],
  );
}

/** Saves a second after the last change, and never over what somebody else has changed meanwhile. */
export function useAutosave({ draft, stored, read, save, readLast }: Wanted): Autosave {
  const client = useQueryClient();
  const [changed, setChanged] = useState<Values>({});
  const [base, setBase] = useState<Values>(() => stored(draft) ?? {});
  const [saving, setSaving] = useState<Saving | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [quicker, setQuicker] = useState<LastChange | null>(null);
  const isBusy = useRef(false);

  /** Whether it is saved now. */
  const write = useCallback(async () => {
    if (isBusy.current) return true;
    isBusy.current = true;
    setSaving({ is: "saving" });
    try {
      const found = await saveOver(changed, base, { read, save });
      if (found.length > 0) setQuicker(await findQuicker(base, readLast));
      setConflicts(found);
      if (found.length > 0) {
        setSaving({ is: "unsaved" });
        return false;
      }
      const fresh = await client.query({ ...draftQuery(draft.id), staleTime: 0 });
      void client.invalidateQueries({ queryKey: [VERSIONS_KEY, draft.id] });
      setBase(stored(fresh) ?? {});
      setChanged((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => changed[name] !== value)));
      setError(null);
      setSaving({ is: "saved", at: new Date() });
      return true;
    } catch (thrown) {
      setError(asApiError(thrown));
      setSaving({ is: "unsaved" });
      return false;
    } finally {
      isBusy.current = false;
    }
  }, [base, changed, client, draft.id, read, readLast, save, stored]);

  const isWaiting = Object.keys(changed).length > 0 && conflicts.length === 0 && error === null;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => void write(), CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [isWaiting, write]);

  useSavingOnLeaving(isWaiting ? write : null);

  return {
    changed,
    saving:
      saving?.is === "unsaved" && conflicts.length === 0 ? { is: "unsaved", onRetry: () => void write() } : saving,
    error,
    conflicts,
    quicker,
    change: (values) => {
      setError(null);
      // What one sees when one begins to write is what one changes, also where it came after the page.
      if (Object.keys(changed).length === 0) setBase(stored(draft) ?? {});
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
