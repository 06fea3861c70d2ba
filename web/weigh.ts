/** Fails where a first visit to the room or the dashboard, or a part that is fetched later, weighs more than it may. It builds in memory, so it never weighs an old build. */
import { basename, parse } from "node:path";
import { gzipSync } from "node:zlib";

import { build, type Rolldown } from "vite";

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

const { output } = (await build({ logLevel: "error", build: { write: false } })) as Rolldown.RolldownOutput;
const files = new Map<string, File>(output.map((file) => [file.fileName, file]));

function fileOf(name: string): File {
  const file = files.get(name);
  if (file === undefined) throw new Error(`The build has no ${name}`);
  return file;
}

function bytesOf(name: string): Buffer {
  const file = fileOf(name);
  return Buffer.from(file.type === "chunk" ? file.code : file.source);
}

/** The built file of a source: the chunk that begins with it, or the style or worker of that name. */
function builtFrom(source: string): string {
  const name = basename(source);
  const isNamed = (file: Rolldown.OutputAsset) =>
    file.names.includes(name) || file.fileName.startsWith(`assets/${parse(name).name}-`);
  const file = output.find((file) => (file.type === "chunk" ? file.facadeModuleId?.endsWith(source) : isNamed(file)));
  if (file === undefined) throw new Error(`The build has no file of ${source}`);
  return file.fileName;
}

/** A file with all that it imports statically, and their styles. */
function collect(name: string, into: Set<string>): void {
  if (into.has(name)) return;
  into.add(name);
  const file = fileOf(name);
  if (file.type !== "chunk") return;
  for (const other of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) collect(other, into);
}

const page = bytesOf("index.html").toString();
const first = new Set<string>();
for (const [, name = ""] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) collect(name, first);
const dashboard = new Set(first);
for (const source of ASKED_AT_ONCE) collect(builtFrom(source), first);
// The shared catalogue comes at once here, too; the room itself does not.
for (const source of ["src/locales/zh-Hans.po", ...DASHBOARD_AT_ONCE]) collect(builtFrom(source), dashboard);

const kilobytes = (size: number) => `${(size / 1000).toFixed(1)} kB`;
const sizeOf = (name: string) =>
  (name.endsWith(".woff2") ? bytesOf(name) : gzipSync(bytesOf(name), { level: 9 })).length;

function weigh(what: string, names: readonly string[], most: number): void {
  const sizes = new Map(names.map((name) => [name, sizeOf(name)]));
  const sum = [...sizes.values()].reduce((total, size) => total + size, 0);
  console.log(`${what}: ${kilobytes(sum)} of ${kilobytes(most)} in ${names.length} files`);
  if (sum <= most && names.length > 0) return;
  console.error([...sizes].map(([name, size]) => `  ${name}: ${kilobytes(size)}`).join("\n"));
  process.exitCode = 1;
}

for (const [kind, most] of Object.entries(BUDGET)) {
  weigh(
    `First visit, ${kind}`,
    [...first].filter((name) => name.endsWith(`.${kind}`)),
    most,
  );
}

for (const [name, [most, ...sources]] of Object.entries(PARTS)) {
  const part = new Set<string>();
  for (const source of sources) collect(builtFrom(source), part);
  const added = [...part].filter((file) => !first.has(file) && /\.(?:js|css)$/.test(file));
  weigh(name, added, most);
}

for (const kind of ["js", "css"] as const) {
  weigh(
    `Dashboard, ${kind}`,
    [...dashboard].filter((name) => name.endsWith(`.${kind}`)),
    DASHBOARD[kind],
  );
}

const pages = output.filter((file) => file.type === "chunk" && DASHBOARD_PAGE.test(file.facadeModuleId ?? ""));
for (const { fileName } of pages) {
  const page = new Set<string>();
  collect(fileName, page);
  const added = [...page].filter((name) => !dashboard.has(name) && /\.(?:js|css)$/.test(name));
  weigh(`Dashboard page ${fileName.replace(/^assets\/|-[^-]*$/g, "")}`, added, DASHBOARD.page);
}
