import type { Theme } from "../useInsights";

export type Naming = Theme["sessions"][number];

export interface GridPerson {
  sessionId: string;
  name: string | null;
}

export interface ThemeRow {
  theme: Theme;
  /** In the order of the people; null: this person's report doesn't name the theme. */
  cells: (Naming | null)[];
}

/** Themes as rows, people as columns: those who name the most themes come first. */
export function gridOf(
  themes: readonly Theme[],
  most: number,
): { people: GridPerson[]; rest: number; rows: ThemeRow[] } {
  const counts = new Map<string, { person: GridPerson; count: number }>();
  for (const { sessionId, participantName } of themes.flatMap(({ sessions }) => sessions)) {
    const known = counts.get(sessionId) ?? { person: { sessionId, name: participantName }, count: 0 };
    counts.set(sessionId, { ...known, count: known.count + 1 });
  }
  const people = [...counts.values()].toSorted((one, other) => other.count - one.count).map(({ person }) => person);
  const shown = people.slice(0, most);
  const rows = themes.map((theme) => {
    const by = new Map(theme.sessions.map((naming) => [naming.sessionId, naming]));
    return { theme, cells: shown.map(({ sessionId }) => by.get(sessionId) ?? null) };
  });
  return { people: shown, rest: people.length - shown.length, rows };
}
