/** Fails where a first visit to the room weighs more than it may. It builds in memory, so it never weighs an old build. */
import { basename } from "node:path";
import { gzipSync } from "node:zlib";

import { build, type Rolldown } from "vite";

/** Bytes as they travel: scripts and styles by gzip, fonts as they are. */
const BUDGET = { js: 150_000, css: 20_000, woff2: 40_000 };
/** What the entry asks for at once, by `import()`: the room, its second style and the larger catalogue. */
const ASKED_AT_ONCE = ["src/room/RoomApp.tsx", "src/locales/zh-Hans.po", "src/ui/voice.css"];

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

/** The built file of a source: the chunk that begins with it, or the style of that name. */
function builtFrom(source: string): string {
  const name = basename(source);
  const file = output.find((file) =>
    file.type === "chunk" ? file.facadeModuleId?.endsWith(source) : file.names.includes(name),
  );
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
for (const source of ASKED_AT_ONCE) collect(builtFrom(source), first);

for (const [kind, most] of Object.entries(BUDGET)) {
  const names = [...first].filter((name) => name.endsWith(`.${kind}`));
  const sizes = names.map((name) => (kind === "woff2" ? bytesOf(name) : gzipSync(bytesOf(name), { level: 9 })).length);
  const sum = sizes.reduce((total, size) => total + size, 0);
  const kilobytes = (size: number) => `${(size / 1000).toFixed(1)} kB`;
  console.log(`First visit, ${kind}: ${kilobytes(sum)} of ${kilobytes(most)} in ${names.length} files`);
  if (sum <= most && names.length > 0) continue;
  console.error(names.map((name, index) => `  ${name}: ${kilobytes(sizes[index] ?? 0)}`).join("\n"));
  process.exitCode = 1;
}
