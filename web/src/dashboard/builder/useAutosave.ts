import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";

import { asApiError, type ApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import type { Saving } from "../parts/SaveState";
import { VERSIONS_KEY } from "../versions/versions";
import { type Draft, draftQuery } from "./draft";
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
  /** The same as the server has it now, with its version. */
  read: () => Promise<{ values: Values; etag: string }>;
  /** Refused with 412 where it has another version by now. */
  save: (values: Values, etag: string) => Promise<void>;
}

const MOST_TRIES = 3;
const CHANGED_MEANWHILE = 412;

/** Saves unless somebody else changed the same field, differently, since `base`: those fields then, and nothing is written. */
async function saveOver(
  changed: Values,
  base: Values,
  { read, save }: Pick<Wanted, "read" | "save">,
): Promise<Conflict[]> {
  for (let tries = 1; ; tries++) {
    const theirs = await read();
    const found = conflictsOf(changed, base, theirs.values);
    if (found.length > 0) return found;
    try {
      await save(changed, theirs.etag);
      return [];
    } catch (thrown) {
      // Somebody wrote between the look and the save: look again.
      if (asApiError(thrown).status !== CHANGED_MEANWHILE || tries === MOST_TRIES) throw thrown;
    }
  }
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
export function useAutosave({ draft, stored, read, save }: Wanted): Autosave {
  const client = useQueryClient();
  const [changed, setChanged] = useState<Values>({});
  const [base, setBase] = useState<Values>(() => stored(draft) ?? {});
  const [saving, setSaving] = useState<Saving | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const isBusy = useRef(false);

  /** Whether it is saved now. */
  const write = useCallback(async () => {
    if (isBusy.current) return true;
    isBusy.current = true;
    setSaving({ is: "saving" });
    try {
      const found = await saveOver(changed, base, { read, save });
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
  }, [base, changed, client, draft.id, read, save, stored]);

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
