import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

import { AREAS } from "./areas.ts";
import { ENTRY } from "./entry.ts";

// messages-check.sh extracts into a copy and compares.
const folder = process.env.CATALOGS ?? "src/locales";

/** Shared parts that only the dashboard loads. */
const DASHBOARD_ONLY = ["src/ui/controls", "src/ui/table", "src/ui/overlay"];
const inside = (paths: readonly string[]) => paths.map((path) => (path.endsWith(".tsx") ? path : `${path}/**`));

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "zh-Hans"],
  // No line numbers: they would change a catalog whenever a line of code moves.
  format: formatter({ lineNumbers: false }),
  // Several catalogs, so that people load only the texts of pages that they open. `src/locales/catalogs.ts` loads them.
  catalogs: [
    { path: `<rootDir>/${folder}/{locale}/shared`, include: ["src/app", "src/ui"], exclude: inside(DASHBOARD_ONLY) },
    { path: `<rootDir>/${folder}/{locale}/entry`, include: [...ENTRY] },
    { path: `<rootDir>/${folder}/{locale}/room`, include: ["src/room"], exclude: inside(ENTRY) },
    ...Object.entries(AREAS).map(([area, parts]) => ({
      path: `<rootDir>/${folder}/{locale}/${area}`,
      include: [...parts.map((part) => `src/dashboard/${part}`), ...(area === "dashboard" ? DASHBOARD_ONLY : [])],
    })),
  ],
});
