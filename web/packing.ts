/** Vite plugins that pack what the build writes: compression, fonts, icons. */
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

const SHRINKS = /\.(?:js|css|svg|json|wasm)$/;
const LEAST_BYTES = 1_000;
/** A larger file is kept in compressed form only. The server unpacks it for clients that can't. */
const LARGE_BYTES = 1_000_000;

/** Writes a gzip file next to each file that can be compressed, so that the server never compresses anything. */
export function compress(): Plugin {
  return {
    name: "aural:compress",
    writeBundle({ dir = "" }, bundle) {
      for (const name of Object.keys(bundle).filter((name) => SHRINKS.test(name))) {
        const path = join(dir, name);
        const { size } = statSync(path);
        if (size < LEAST_BYTES) continue;
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
        if (size > LARGE_BYTES) rmSync(path);
      }
    },
  };
}

/**
 * The whiteboard's fonts under the names that it requests, in a folder with its version, so that browsers can cache
 * them forever.
 */
export const BOARD_ASSETS = (() => {
  const main = createRequire(import.meta.url).resolve("@excalidraw/excalidraw");
  const { version } = JSON.parse(readFileSync(join(dirname(main), "../../package.json"), "utf8")) as {
    version: string;
  };
  return { from: dirname(main), to: `assets/excalidraw-${version}` };
})();

const ELSEWHERE = "https://esm.sh/";

/**
 * The whiteboard names an external host as a fallback for every font, and browsers send requests to it. This plugin
 * replaces that host with our own.
 */
export function stayHere(): Plugin {
  let isFound = false;
  return {
    name: "aural:stay-here",
    apply: "build",
    transform(code, id) {
      if (!id.includes("@excalidraw/excalidraw/dist/prod/") || !code.includes(ELSEWHERE)) return null;
      isFound = true;
      return { code: code.replaceAll(ELSEWHERE, "${location.origin}/assets/"), map: null };
    },
    buildEnd(error) {
      if (error === undefined && !isFound)
        this.error(`The whiteboard names no ${ELSEWHERE} any more: look where its fonts come from.`);
    },
  };
}

const ICONS = /import \{([^}]*)\} from "lucide-react";/;

/** Imports each icon from its own file. Through the common file, every icon would be loaded with the first page. */
export function importIcons(): Plugin {
  const common = join(
    dirname(createRequire(import.meta.url).resolve("lucide-react/dist/esm/Icon.mjs")),
    "lucide-react.mjs",
  );
  const files = new Map<string, string>();
  for (const [, names = "", file = ""] of readFileSync(common, "utf8").matchAll(
    /export \{(.*)\} from '\.\/(icons\/.*)'/g,
  ))
    for (const [, name = ""] of names.matchAll(/default as (\w+)/g)) files.set(name, `lucide-react/dist/esm/${file}`);
  const importIcon = (name: string) => `import ${name} from "${files.get(name) ?? ""}";`;
  return {
    name: "aural:icons",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      const [whole, list = ""] = ICONS.exec(code) ?? [];
      if (whole === undefined || id.includes("/node_modules/")) return null;
      const names = list.split(",").map((name) => name.trim());
      const icons = names.filter((name) => name !== "" && !name.startsWith("type "));
      const unknown = icons.filter((name) => !files.has(name));
      if (unknown.length > 0) this.error(`lucide-react has no file for ${unknown.join(", ")}`);
      const types = names.some((name) => name === "type LucideIcon")
        ? 'import type { LucideIcon } from "lucide-react";'
        : "";
      return { code: code.replace(whole, types + icons.map(importIcon).join("")), map: null };
    },
  };
}

const HASH = /-[\w-]{8}\.woff2$/;

export function copyFonts(): Plugin {
  return {
    name: "aural:fonts",
    config: () => ({ define: { BOARD_ASSETS: JSON.stringify(`/${BOARD_ASSETS.to}/`) } }),
    writeBundle({ dir = "" }, bundle) {
      // The board's style sheet already brings the fonts of its buttons, under names with a hash.
      const brought = new Set(Object.keys(bundle).map((name) => basename(name).replace(HASH, ".woff2")));
      const filter = (path: string) => !brought.has(basename(path));
      cpSync(join(BOARD_ASSETS.from, "fonts"), join(dir, BOARD_ASSETS.to, "fonts"), { recursive: true, filter });
    },
  };
}
