import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { type ApiError, asApiError } from "../../api/error";
import { isSame } from "../autosave/merge";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import { isContained, saveVersion } from "./saveVersion";

export interface Versioned<Value> {
  value: Value;
  etag: string;
}

interface Answer<Value> {
  data?: { data: Value };
  response: Response;
}

/** The value that an operation on a setting returns, with its version. */
export async function versioned<Value>(answer: Promise<Answer<Value>>): Promise<Versioned<Value>> {
  const { data, response } = await answer;
  return { value: (data as { data: Value }).data, etag: response.headers.get("ETag") ?? "*" };
}

interface Saving<Value, Change> {
  change: Change;
  etag: string;
  isSaved: (fresh: Value) => boolean;
}

interface Operations<Value, Change> {
  name: string;
  read: (signal: AbortSignal) => Promise<Versioned<Value>>;
  write: (change: Change, etag: string) => Promise<Versioned<Value>>;
}

/** One setting: read once, and saved explicitly. Its form uses `useTyped`. */
export function useSetting<Value, Change>({ name, read, write }: Operations<Value, Change>) {
  const client = useQueryClient();
  const queryKey = key("settings", name);
  const query = useQuery({ queryKey, queryFn: ({ signal }) => read(signal), staleTime: 0 });
  const saving = useSingleMutation({
    mutationFn: ({ change, etag, isSaved }: Saving<Value, Change>) =>
      saveVersion({
        write: () => write(change, etag),
        read: () => read(new AbortController().signal),
        isSaved: ({ value }) => isSaved(value),
      }),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
    },
  });
  const errorOf = (error: unknown): ApiError | null => (error === null ? null : asApiError(error));
  return {
    current: query.data ?? null,
    error: errorOf(query.error),
    /** Returns what it has read, or undefined if that failed. */
    reload: async () => {
      const { data, isSuccess } = await query.refetch();
      if (isSuccess) saving.reset();
      return isSuccess ? data : undefined;
    },
    /**
     * Refused with 412 if the version is no longer `etag`, unless the server already has the values (`isSaved`).
     * `onSaved` is called once they are saved.
     */
    save: (wanted: Saving<Value, Change>, onSaved: (saved: Versioned<Value>) => void) => {
      saving.mutate(wanted, { onSuccess: onSaved });
    },
    isSaving: saving.isPending,
    failure: errorOf(saving.error),
    savedAt: saving.isSuccess ? new Date(saving.submittedAt) : null,
    put: (saved: Versioned<Value>) => {
      client.setQueryData(queryKey, saved);
    },
  };
}

export type Setting<Value, Change> = ReturnType<typeof useSetting<Value, Change>>;

interface Typing<Value, Draft> {
  /** The version that was shown when typing began. */
  base: Versioned<Value>;
  typed: Partial<Draft>;
}

/** The typed values that differ from others. */
function differing<Draft extends object>(typed: Partial<Draft>, others: Draft): Partial<Draft> {
  const known: Partial<Record<string, unknown>> = { ...others };
  const found = Object.entries(typed).filter(([name, value]) => !isSame(value, known[name]));
  return Object.fromEntries(found) as Partial<Draft>;
}

/**
 * The values in the form of a setting: what is typed, on top of the values that were shown when typing began. If
 * someone else saves other values meanwhile, the form keeps what it shows, and saving is refused with 412 until `reload`
 * has loaded them.
 */
export function useTyped<Value, Change, Draft extends object>(
  setting: Setting<Value, Change>,
  current: Versioned<Value>,
  draftOf: (value: Value) => Draft,
  /** For drafts that the server stores in another form: what is left to save. */
  changesOf?: (value: Value, draft: Draft) => object,
) {
  const [typing, setTyping] = useState<Typing<Value, Draft> | null>(null);
  const changesIn = ({ base, typed }: Typing<Value, Draft>) => differing(typed, draftOf(base.value));
  const hasChanges = (one: Typing<Value, Draft>) => Object.keys(changesIn(one)).length > 0;
  // All settings share one version: a new one doesn't mean that these values have changed.
  const isHeld = typing !== null && hasChanges(typing) && !isSame(draftOf(typing.base.value), draftOf(current.value));
  const base = isHeld ? typing.base : current;
  const draft: Draft = { ...draftOf(base.value), ...(typing && changesIn(typing)) };
  return {
    /** The values that the changes are compared with. */
    saved: base.value,
    draft,
    change: (part: Partial<Draft>) => {
      setTyping((before) =>
        before !== null && (setting.isSaving || hasChanges(before))
          ? { ...before, typed: { ...before.typed, ...part } }
          : { base: current, typed: part },
      );
    },
    /** Saves the changes. Afterwards, only what was typed in the meantime is left. */
    save: (changes: Change, onSaved?: () => void) => {
      const isSaved = (fresh: Value) =>
        changesOf === undefined
          ? isContained(draft, draftOf(fresh))
          : Object.keys(changesOf(fresh, draft)).length === 0;
      setting.save({ change: changes, etag: base.etag, isSaved }, (fresh) => {
        setTyping((before) => before && { base: fresh, typed: differing(before.typed, draft) });
        onSaved?.();
      });
    },
    /** Loads what someone else has saved, and keeps what was typed. */
    reload: () => {
      void setting.reload().then((fresh) => {
        if (fresh !== undefined) setTyping((before) => before && { base: fresh, typed: changesIn(before) });
      });
    },
  };
}
