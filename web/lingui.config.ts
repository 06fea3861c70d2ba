import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// messages-check.sh extracts into a copy and compares.
const folder = process.env.CATALOGS ?? "src/locales";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "zh-Hans"],
  // No line numbers: they would change a catalogue whenever a line of code moves.
  format: formatter({ lineNumbers: false }),
  // Candidates never load the dashboard's texts; the dashboard stands on those of src/ui.
  catalogs: [
    { path: `<rootDir>/${folder}/{locale}`, include: ["src/app", "src/room", "src/ui"] },
    { path: `<rootDir>/${folder}/dashboard/{locale}`, include: ["src/dashboard"] },
  ],
});
