/**
 * Fails a build in which a first visit to the room or the dashboard, or a part that is fetched later, weighs more than it
 * may. Says what each weighs where `npm run build` runs with WEIGHTS=1.
 */
import { basename, parse } from "node:path";
import { gzipSync } from "node:zlib";

import type { Plugin, Rolldown } from "vite";

/** Bytes as they travel: scripts and styles by gzip, fonts as they are. */
const BUDGET = { js: 150_000, css: 20_000, woff2: 40_000 };
/** What the entry asks for at once, by `import()`: the room, its second style and the larger catalogue. */
const ASKED_AT_ONCE = ["src/room/RoomApp.tsx", "src/locales/zh-Hans.po", "src/ui/voice.css"];

/** What comes later, when it is needed: its sources with all that they import beyond the first visit, in bytes by gzip. */
const PARTS: Record<string, [number, ...string[]]> = {
  Editor: [184_000, "src/room/code/CodeTask.tsx", "lang-python/dist/index.js", "lang-javascript/dist/index.js"],
  Whiteboard: [406_000, "src/room/board/BoardTask.tsx", "src/room/board/Canvas.tsx"],
  Practice: [40_000, "src/room/practice/PracticePage.tsx"],
  Check: [40_000, "src/room/check/CheckPage.tsx"],
  Faces: [340_000, "src/room/watch/faces/open.ts", "src/room/watch/faces/counter.worker.ts"],
  Voice: [40_000, "src/room/voice/VoiceRoom.tsx", "src/room/voice/driver.ts"],
  Review: [40_000, "src/room/after/ReviewPage.tsx"],
  Rights: [40_000, "src/room/after/RightsPage.tsx"],
  Documentation: [10_000, "src/docs/docs.ts"],
};

/** The dashboard before its first page: scripts in bytes by gzip, and what each of its pages may add. */
const DASHBOARD = { js: 250_000, css: 20_000, page: 80_000 };
const DASHBOARD_AT_ONCE = ["src/dashboard/DashboardApp.tsx", "src/locales/dashboard/zh-Hans.po"];
const DASHBOARD_PAGE = /src\/dashboard\/.+Page\.tsx$/;

type File = Rolldown.OutputAsset | Rolldown.OutputChunk;

export function weigh(): Plugin {
  return {
    name: "aural:weigh",
    apply: "build",
    writeBundle(_, bundle) {
      const weights = [...weighAll(new Built(Object.values(bundle)))];
      if (process.env.WEIGHTS !== undefined) console.log(weights.map(describe).join("\n"));
      const heavy = weights.filter(({ sizes, most }) => sizes.size === 0 || sum(sizes) > most);
      if (heavy.length > 0) this.error(heavy.map(list).join("\n"));
    },
  };
}

interface Weight {
  what: string;
  /** By file, in bytes as they travel. */
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
  const page = built.bytesOf("index.html").toString();
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name = ""]) => name);
  const first = built.collect([...named, ...ASKED_AT_ONCE.map((source) => built.from(source))]);
  // The shared catalogue comes at once here, too; the room itself does not.
  const dashboardSources = ["src/locales/zh-Hans.po", ...DASHBOARD_AT_ONCE];
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
  for (const [name, [most, ...sources]] of Object.entries(PARTS)) {
    const part = built.collect(sources.map((source) => built.from(source)));
    yield weight(name, beyond(first, part), most);
  }
  for (const kind of ["js", "css"] as const)
    yield weight(`Dashboard, ${kind}`, ofKind(dashboard, kind), DASHBOARD[kind]);
  for (const { fileName } of built.pages()) {
    const name = fileName.replace(/^assets\/|-[^-]*$/g, "");
    yield weight(`Dashboard page ${name}`, beyond(dashboard, built.collect([fileName])), DASHBOARD.page);
  }
}

/** The files of one build. */
class Built {
  readonly #files: ReadonlyMap<string, File>;

  constructor(files: Iterable<File>) {
    this.#files = new Map([...files].map((file) => [file.fileName, file]));
  }

  bytesOf(name: string): Buffer {
    const file = this.#file(name);
    return Buffer.from(file.type === "chunk" ? file.code : file.source);
  }

  sizeOf(name: string): number {
    const bytes = this.bytesOf(name);
    return (name.endsWith(".woff2") ? bytes : gzipSync(bytes, { level: 9 })).length;
  }

  /** The built file of a source: the chunk that begins with it, or the style or worker of that name. */
  from(source: string): string {
    const name = basename(source);
    const isNamed = (file: Rolldown.OutputAsset) =>
      file.names.includes(name) || file.fileName.startsWith(`assets/${parse(name).name}-`);
    const isIts = (file: File) => (file.type === "chunk" ? file.facadeModuleId?.endsWith(source) : isNamed(file));
    const file = [...this.#files.values()].find(isIts);
    if (file === undefined) throw new Error(`The build has no file of ${source}`);
    return file.fileName;
  }

  /** Files with all that they import statically, and their styles. */
  collect(names: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    const add = (name: string) => {
      if (found.has(name)) return;
      found.add(name);
      const file = this.#file(name);
      if (file.type !== "chunk") return;
      for (const other of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) add(other);
    };
    names.forEach(add);
    return found;
  }

  pages(): Rolldown.OutputChunk[] {
    return [...this.#files.values()].filter(
      (file): file is Rolldown.OutputChunk => file.type === "chunk" && DASHBOARD_PAGE.test(file.facadeModuleId ?? ""),
    );
  }

  #file(name: string): File {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`The build has no ${name}`);
    return file;
  }
}
