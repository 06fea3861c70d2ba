/**
 * Which modules travel in one file. Left to itself, the bundler makes a file for each set of pages that share a module:
 * 65 for a first visit, most of them smaller than the headers of their request.
 */
import type { Rolldown } from "vite";

type Splitting = Exclude<Rolldown.OutputOptions["codeSplitting"], boolean | undefined>;
type Group = NonNullable<Splitting["groups"]>[number];
type Context = Parameters<Exclude<Group["name"], string>>[1];

const PAGE = /src\/dashboard\/.+Page\.tsx$/;
/** A module of this many pages of the dashboard comes with the first of them. */
const OFTEN = 6;

const isDocs = (entry: string) => entry.endsWith("/src/docs/docs.ts");
const isMain = (entry: string) => entry.endsWith("/index.html");
const isRoom = (entry: string) => entry.endsWith("/src/room/RoomApp.tsx");
const isDashboard = (entry: string) => entry.endsWith("/src/dashboard/DashboardApp.tsx");
const isOfDashboard = (entry: string) => entry.includes("/src/dashboard/");

/** Files, and whether a module belongs there by the entries that lead to it. The first match counts. */
const FILES: Readonly<Record<string, (entries: readonly string[]) => boolean>> = {
  // The documentation's pages load no file that starts the app, and the app none that starts those.
  everywhere: (entries) => entries.some(isDocs) && entries.length > 1,
  main: (entries) => entries.some(isMain),
  shared: (entries) => entries.some(isRoom) && entries.some(isDashboard),
  room: (entries) => entries.some(isRoom),
  common: (entries) => entries.some(isDashboard) && !entries.every(isOfDashboard),
  dashboard: (entries) => entries.some(isDashboard),
  pages: (entries) => entries.filter((entry) => PAGE.test(entry)).length >= OFTEN,
};

export const groups: Group[] = Object.entries(FILES).map(([file, belongs], place, { length }) => ({
  name: (module, context) => (belongs(findEntries(module, context)) ? file : null),
  debugName: file,
  priority: length - place,
}));

const found = new Map<string, readonly string[]>();

/** The modules that are asked for by themselves, by the page or by `import()`, and that cannot do without this one. */
function findEntries(module: string, context: Context): readonly string[] {
  const known = found.get(module);
  if (known !== undefined) return known;
  const users = new Set([module]);
  for (const user of users) for (const other of context.getModuleInfo(user)?.importers ?? []) users.add(other);
  const entries = [...users].filter((user) => {
    const info = context.getModuleInfo(user);
    return info !== null && (info.isEntry || info.dynamicImporters.length > 0);
  });
  found.set(module, entries);
  return entries;
}
