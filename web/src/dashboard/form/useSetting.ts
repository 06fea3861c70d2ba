import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { type ApiError, asApiError } from "../../api/error";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";

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

interface Operations<Value, Change> {
  name: string;
  read: (signal: AbortSignal) => Promise<Versioned<Value>>;
  write: (change: Change, etag: string) => Promise<Versioned<Value>>;
  /** Reads it when the page opens, then only on `reload`: a save is compared with the version that was edited. */
  readsOnce?: boolean;
}

const ONCE = { gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** One setting: read once, saved explicitly, and never overwriting what someone else has saved meanwhile. */
export function useSetting<Value, Change>({ name, read, write, readsOnce = false }: Operations<Value, Change>) {
  const client = useQueryClient();
  const queryKey = key("settings", name);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => read(signal),
    staleTime: 0,
    ...(readsOnce && ONCE),
  });
  const saving = useSingleMutation({
    mutationFn: (change: Change) => write(change, query.data?.etag ?? "*"),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
    },
  });
  const errorOf = (error: unknown): ApiError | null => (error === null ? null : asApiError(error));
  return {
    value: query.data?.value ?? null,
    error: errorOf(query.error),
    reload: () => {
      saving.reset();
      void query.refetch();
    },
    /** `onSaved` is called once the server has saved it. */
    save: (change: Change, onSaved?: () => void) => {
      saving.mutate(change, { onSuccess: onSaved });
    },
    isSaving: saving.isPending,
    failure: errorOf(saving.error),
    savedAt: saving.isSuccess ? new Date(saving.submittedAt) : null,
    put: (saved: Versioned<Value>) => {
      client.setQueryData(queryKey, saved);
    },
  };
}

/**
 * Typed changes on top of the saved values, until they are saved. Reading the saved values again doesn't discard them.
 */
export function useTyped<Draft extends object>(saved: Draft) {
  const [typed, setTyped] = useState<Partial<Draft>>({});
  return {
    draft: { ...saved, ...typed },
    change: (part: Partial<Draft>) => {
      setTyped((before) => ({ ...before, ...part }));
    },
    /** Forgets the changes, unless more was typed after this function was returned, such as during a save. */
    forget: () => {
      setTyped((now) => (now === typed ? {} : now));
    },
  };
}
