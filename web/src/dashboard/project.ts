import { useSyncExternalStore } from "react";

import { useMe } from "./me";

const KEY = "aural.project";
const listeners = new Set<() => void>();

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One project of the organization, or null for all of them: a choice of this tab. */
export function chooseProject(id: string | null): void {
  try {
    if (id === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, id);
  } catch {
    // Where nothing can be stored, all projects are shown.
  }
  for (const listener of listeners) listener();
}

export function useProject(): { id: string; name: string } | null {
  const { projects } = useMe();
  const chosen = useSyncExternalStore(subscribe, read);
  return projects.find(({ id }) => id === chosen) ?? null;
}
