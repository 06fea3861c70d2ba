import { useSyncExternalStore } from "react";

import { type Filters, readFilters } from "./filters";

export interface View {
  name: string;
  filters: Filters;
}

const KEY = "aural.sessionViews";
const MOST = 20;
const NONE: readonly View[] = [];
const listeners = new Set<() => void>();
let kept: { text: string | null; views: readonly View[] } = { text: null, views: NONE };

function readText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What is stored may be of another version, or no view at all. */
export function parseViews(text: string | null): readonly View[] {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(stored)) return NONE;
    return (stored as Partial<View>[])
      .filter(({ name }) => typeof name === "string")
      .map(({ name = "", filters }) => ({ name, filters: readFilters({ ...filters }) }));
  } catch {
    return NONE;
  }
}

function read(): readonly View[] {
  const text = readText();
  if (text !== kept.text) kept = { text, views: parseViews(text) };
  return kept.views;
}

function write(views: readonly View[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(views.slice(0, MOST)));
  } catch {
    // Where nothing can be stored, the address itself is the view.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Filters under a name, in this browser; the newest first. */
export function useViews(): readonly View[] {
  return useSyncExternalStore(subscribe, read);
}

export function saveView(view: View): void {
  write([view, ...read().filter(({ name }) => name !== view.name)]);
}

export function deleteView(name: string): void {
  write(read().filter((view) => view.name !== name));
}
