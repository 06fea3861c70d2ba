/**
 * Which modules share a file. By default, the bundler writes a file for each set of pages that share a module: 65 for a
 * first visit, most of them smaller than the headers of their request.
 */
import type { Rolldown } from "vite";

type Splitting = Exclude<Rolldown.OutputOptions["codeSplitting"], boolean | undefined>;
type Group = NonNullable<Splitting["groups"]>[number];
type Context = Parameters<Exclude<Group["name"], string>>[1];

const ICON = /lucide-react\/dist\/esm\/icons\//;
const PAGE = /src\/dashboard\/.+Page\.tsx$/;
/** A module that at least this many pages of the dashboard use is in a file that they share. */
const OFTEN = 6;

const isEarly = (entry: string) => entry.endsWith("/src/app/early.ts");
const isDocs = (entry: string) => entry.endsWith("/src/docs/docs.ts");
const isMain = (entry: string) => entry.endsWith("/index.html");
const isRoom = (entry: string) => entry.endsWith("/src/room/RoomApp.tsx");
const isLive = (entry: string) => entry.endsWith("/src/room/live/RoomPage.tsx");
const isDashboard = (entry: string) => entry.endsWith("/src/dashboard/DashboardApp.tsx");
const isReport = (entry: string) => entry.endsWith("/src/dashboard/report/ReportPage.tsx");
const isOfRoom = (entry: string) => entry.includes("/src/room/");
const isOfDashboard = (entry: string) => entry.includes("/src/dashboard/");

/**
 * For each file, whether a module belongs in it, judged by the entries that lead to the module. The first match counts.
 */
const FILES: Readonly<Record<string, (entries: readonly string[], module: string) => boolean>> = {
  // Runs before any other file is loaded, so it needs none.
  early: (entries) => entries.some(isEarly),
  // The documentation's pages load no file that starts the app, and vice versa.
  everywhere: (entries) => entries.some(isDocs) && entries.length > 1,
  main: (entries) => entries.some(isMain),
  shared: (entries) => entries.some(isRoom) && entries.some(isOfDashboard),
  room: (entries) => entries.some(isRoom),
  parts: (entries) => entries.some(isLive) && entries.some(isOfDashboard),
  live: (entries) => entries.some(isLive),
  common: (entries) => entries.some(isDashboard) && !entries.every(isOfDashboard),
  // Otherwise, a page of the room would load the dashboard's file for one icon.
  icons: (entries, module) => ICON.test(module) && entries.some(isOfDashboard) && !entries.every(isOfDashboard),
  dashboard: (entries) => entries.some(isDashboard),
  // Modules that a report and a candidate's review share must not pull the dashboard into the room.
  heard: (entries) => entries.some(isReport) && entries.some(isOfRoom),
  // Modules that several later parts of the room share: recording, the device check, the pages after the end.
  extras: (entries) => entries.every(isOfRoom) && entries.length > 1,
  pages: (entries) => entries.filter((entry) => PAGE.test(entry)).length >= OFTEN,
  // The report shares its parts with many small pages. Without this group, each of its modules would be a file.
  review: (entries) => entries.some(isReport) && entries.every(isOfDashboard) && entries.length > 1,
};

export const groups: Group[] = Object.entries(FILES).map(([file, belongs], place, { length }) => ({
  name: (module, context) => (belongs(findEntries(module, context), module) ? file : null),
  debugName: file,
  priority: length - place,
}));

const CATALOG = /locales\/([\w-]+)\/(\w+)\.po$/;

/** Names a catalog after its language and part, and everything else after its first module or group. */
export function nameFile({ facadeModuleId }: { facadeModuleId?: string | null }): string {
  const [, locale, part] = CATALOG.exec(facadeModuleId ?? "") ?? [];
  return locale === undefined ? "assets/[name]-[hash].js" : `assets/${locale}-${part}-[hash].js`;
}

const found = new Map<string, readonly string[]>();

/** The entries, loaded by the page or by `import()`, that need this module. */
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
