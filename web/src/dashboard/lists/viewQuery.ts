import type { components } from "../../api/schema";

export type SavedView = components["schemas"]["SavedViewOut"];
export type ListName = SavedView["list"];

/** Searched words are never part of a view: they may name a candidate, and would outlast the candidate's data. */
const NOT_SAVED = "q";

/** The part of a list's address that a view saves: filters and order as a query, sorted by name. */
export function viewQueryOf(search: object): string {
  const kept = Object.entries(search).filter(([name, value]) => value !== undefined && name !== NOT_SAVED);
  const query = new URLSearchParams(kept.map(([name, value]) => [name, String(value)]));
  query.sort();
  return query.toString();
}

/** The names and values of a view's query, in the form of the address's search. */
export function readViewQuery(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

function isSameQuery(one: string, other: string): boolean {
  return viewQueryOf(readViewQuery(one)) === viewQueryOf(readViewQuery(other));
}

/** Views that a list offers: those of its interview, and those of all interviews. */
export function viewsFor(views: readonly SavedView[], interviewId: string | null): SavedView[] {
  return views.filter((view) => view.interviewId === null || view.interviewId === interviewId);
}

interface Shown {
  /** The view that the list shows, or showed until it was filtered or sorted differently. */
  view: SavedView | undefined;
  isChanged: boolean;
}

/** `chosenId`: the view that was chosen last, since several may have the same filters. */
export function findShown(views: readonly SavedView[], query: string, chosenId: string | null): Shown {
  const chosen = views.find(({ id }) => id === chosenId);
  const isShown = (view: SavedView) => isSameQuery(view.query, query);
  const shown = chosen !== undefined && isShown(chosen) ? chosen : views.find(isShown);
  if (shown !== undefined) return { view: shown, isChanged: false };
  const view = query === "" ? undefined : chosen;
  return { view, isChanged: view !== undefined };
}
