/**
 * Fails a build in which a first visit to the room or the dashboard, or a part that is loaded later, is larger than
 * allowed, or in which a page shows texts that it doesn't load. Prints all sizes if `npm run build` runs with
 * WEIGHTS=1.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";

import type { Plugin, Rolldown } from "vite";

import { catalogsOf } from "./areas.ts";
import { Built } from "./built.ts";
import { ENTRY } from "./entry.ts";

/** Bytes as transferred: scripts and styles with gzip, fonts as they are. */
const BUDGET = { js: 100_000, css: 20_000, woff2: 40_000 };
/** The larger catalog of the texts that both products share. */
const SHARED_TEXTS = "src/locales/zh-Hans/shared.po";
/** The parts that the entry immediately loads by `import()`: the room, its second style and the larger catalogs. */
const ASKED_AT_ONCE = ["src/room/RoomApp.tsx", SHARED_TEXTS, "src/locales/zh-Hans/entry.po", "src/ui/theme/voice.css"];
/** The most that the interview itself may add to the entry. Each later page may use what it loads. */
const MOST_LIVE = 60_000;
const LIVE = ["src/room/live/RoomPage.tsx", "src/locales/zh-Hans/room.po"];

/**
 * Parts that are loaded later, when they are needed: the most bytes with gzip, then the sources, which count with
 * everything that they additionally import.
 */
const PARTS: Record<string, [number, ...string[]]> = {
  Editor: [184_000, "src/room/code/CodeTask.tsx", "lang-python/dist/index.js", "lang-javascript/dist/index.js"],
  Whiteboard: [406_000, "src/room/board/BoardTask.tsx", "src/room/board/Canvas.tsx"],
  Practice: [40_000, "src/room/practice/PracticePage.tsx"],
  Check: [40_000, "src/room/check/CheckPage.tsx"],
  Faces: [340_000, "src/room/watch/faces/open.ts", "src/room/watch/faces/counter.worker.ts"],
  Voice: [40_000, "src/room/voice/VoiceRoom.tsx", "src/room/voice/audio/driver.ts"],
  Review: [40_000, "src/room/after/review/ReviewPage.tsx"],
  Rights: [40_000, "src/room/after/rights/RightsPage.tsx"],
  Documentation: [10_000, "src/docs/docs.ts"],
};

/**
 * The most bytes with gzip for the dashboard with its first page, the list of interviews, and for what each other page
 * adds.
 */
const DASHBOARD = { js: 180_000, css: 20_000, page: 80_000 };
const DASHBOARD_AT_ONCE = [
  "src/dashboard/DashboardApp.tsx",
  "src/dashboard/interviews/InterviewsPage.tsx",
  "src/locales/zh-Hans/dashboard.po",
];
const DASHBOARD_PAGE = /src\/dashboard\/.+Page\.tsx$/;

export function weigh(): Plugin {
  return {
    name: "aural:weigh",
    apply: "build",
    writeBundle(_, bundle) {
      const built = new Built(Object.values(bundle));
      const weights = [...weighAll(built)];
      if (process.env.WEIGHTS !== undefined) console.log(weights.map(describe).join("\n"));
      const heavy = weights.filter(({ sizes, most }) => sizes.size === 0 || sum(sizes) > most);
      if (heavy.length > 0) this.error(heavy.map(list).join("\n"));
      const late = textsOutside(ENTRY, built.modulesOf(built.collect([built.from("src/room/RoomApp.tsx")])));
      if (late.length > 0)
        this.error(`A first visit shows texts that come later. Add to entry.ts, or load later:\n${late.join("\n")}`);
      const unread = [...missingTexts(this)];
      if (unread.length > 0)
        this.error(`Pages show texts that they don't load. Use withTexts, or add to areas.ts:\n${unread.join("\n")}`);
    },
  };
}

interface Weight {
  what: string;
  /** The bytes as transferred, by file. */
  sizes: ReadonlyMap<string, number>;
  most: number;
}

const sum = (sizes: ReadonlyMap<string, number>) => [...sizes.values()].reduce((total, size) => total + size, 0);
const kilobytes = (size: number) => `${(size / 1000).toFixed(1)} kB`;
const describe = ({ what, sizes, most }: Weight) =>
  `${what}: ${kilobytes(sum(sizes))} of ${kilobytes(most)} in ${sizes.size} files`;
const list = (weight: Weight) =>
  [describe(weight), ...[...weight.sizes].map(([name, size]) => `  ${name}: ${kilobytes(size)}`)].join("\n");

function* weighAll(built: Built): Generator<Weight> {
  const html = built.bytesOf("index.html").toString();
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name = ""]) => name);
  const first = built.collect([...named, ...ASKED_AT_ONCE.map((source) => built.from(source))]);
  // Here, too, the shared catalog is loaded at once, but the room itself isn't.
  const dashboardSources = [SHARED_TEXTS, ...DASHBOARD_AT_ONCE];
  const dashboard = built.collect([...named, ...dashboardSources.map((source) => built.from(source))]);
  const weight = (what: string, names: Iterable<string>, most: number): Weight => ({
    what,
    sizes: new Map([...names].map((name) => [name, built.sizeOf(name)])),
    most,
  });
  const ofKind = (names: ReadonlySet<string>, kind: string) => [...names].filter((name) => name.endsWith(`.${kind}`));
  const beyond = (known: ReadonlySet<string>, names: ReadonlySet<string>) =>
    [...names].filter((name) => !known.has(name) && /\.(?:js|css)$/.test(name));

  for (const [kind, most] of Object.entries(BUDGET)) yield weight(`First visit, ${kind}`, ofKind(first, kind), most);
  const live = built.collect(LIVE.map((source) => built.from(source)));
  yield weight("Room", beyond(first, live), MOST_LIVE);
  const room = new Set([...first, ...live]);
  for (const [name, [most, ...sources]] of Object.entries(PARTS)) {
    const part = built.collect(sources.map((source) => built.from(source)));
    yield weight(name, beyond(room, part), most);
  }
  for (const kind of ["js", "css"] as const)
    yield weight(`Dashboard, ${kind}`, ofKind(dashboard, kind), DASHBOARD[kind]);
  for (const page of built.sources().filter(isLaterPage)) {
    const name = basename(page, ".tsx");
    const texts = catalogsOf(inDashboard(page)).map((area) => `src/locales/zh-Hans/${area}.po`);
    const files = built.collect([page, ...texts].map((source) => built.from(source)));
    yield weight(`Dashboard page ${name}`, beyond(dashboard, files), DASHBOARD.page);
  }
}

/** The dashboard's pages, except for the first. */
const isLaterPage = (id: string) => DASHBOARD_PAGE.test(id) && !DASHBOARD_AT_ONCE.some((source) => id.endsWith(source));
const inDashboard = (id: string) => id.replace(/^.*\/src\/dashboard\//, "");

/** Modules of the dashboard whose texts aren't loaded with a page or dialog that needs them. */
function* missingTexts(modules: Pick<Rolldown.PluginContext, "getModuleIds" | "getModuleInfo">) {
  const importsOf = (id: string) => modules.getModuleInfo(id)?.importedIds ?? [];
  const isOurs = (id: string) => id.includes("/src/dashboard/");
  const textsOf = (id: string) => (readFileSync(id, "utf8").includes("@lingui/") ? catalogsOf(inDashboard(id)) : null);
  for (const part of modules.getModuleIds()) {
    const users = modules.getModuleInfo(part)?.dynamicImporters.filter(isOurs) ?? [];
    if (users.length === 0) continue;
    const needed = new Set([part]);
    for (const id of needed) for (const other of importsOf(id)) needed.add(other);
    for (const user of users) {
      const loaded = ["dashboard", ...loadedBy(user)];
      for (const id of [...needed].filter(isOurs))
        if (textsOf(id)?.some((area) => loaded.includes(area)) === false)
          yield `  ${inDashboard(id)} on ${inDashboard(part)}, which ${inDashboard(user)} loads`;
    }
  }
}

/**
 * The catalogs that come with what a module loads: a route names them all, and a page already has those of its own
 * folder.
 */
function loadedBy(user: string): string[] {
  const named = readFileSync(user, "utf8").matchAll(/withTexts\((\w+)/g);
  const own = user.endsWith("/routes.ts") ? [] : catalogsOf(inDashboard(user));
  return [...own, ...Array.from(named, ([, name = ""]) => name.toLowerCase())];
}

/** The modules of the room that have texts but are outside these folders, or that load parts without their texts. */
function textsOutside(folders: readonly string[], modules: readonly string[]): string[] {
  const isOutside = (id: string) => !folders.some((folder) => id.includes(`/${folder}`));
  return modules.filter((id) => {
    if (!id.includes("/src/room/")) return false;
    const code = readFileSync(id, "utf8");
    return isOutside(id) ? code.includes("@lingui/") : code.includes("lazy(() => import(");
  });
}
