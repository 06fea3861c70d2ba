/** The files of a build, found by their sources. */
import { basename, parse } from "node:path";
import { gzipSync } from "node:zlib";

import type { Rolldown } from "vite";

type File = Rolldown.OutputAsset | Rolldown.OutputChunk;

/** The files of one build. */
export class Built {
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

  /**
   * The built file of a source: the chunk whose entry it is or that contains it, or the style or worker of that name.
   */
  from(source: string): string {
    const name = basename(source);
    const isNamed = (file: Rolldown.OutputAsset) =>
      file.names.includes(name) || file.fileName.startsWith(`assets/${parse(name).name}-`);
    const isIts = (file: File) => (file.type === "chunk" ? file.facadeModuleId?.endsWith(source) : isNamed(file));
    const hasIt = (file: File) =>
      file.type === "chunk" && Object.keys(file.modules).some((name) => name.endsWith(source));
    const files = [...this.#files.values()];
    const file = files.find(isIts) ?? files.find(hasIt);
    if (file === undefined) throw new Error(`The build has no file of ${source}`);
    return file.fileName;
  }

  /** These files, everything that they import statically, and their styles. */
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

  /** The modules in these files. */
  modulesOf(names: ReadonlySet<string>): string[] {
    return [...names].flatMap((name) => {
      const file = this.#file(name);
      return file.type === "chunk" ? Object.keys(file.modules) : [];
    });
  }

  /** The sources that have a chunk of their own: the page or an `import()` loads them. */
  sources(): string[] {
    return [...this.#files.values()].flatMap((file) => (file.type === "chunk" ? (file.facadeModuleId ?? []) : []));
  }

  #file(name: string): File {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error(`The build has no ${name}`);
    return file;
  }
}
