import { lingui } from "@lingui/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { groups, nameFile } from "./chunks.ts";
import { compress, copyFonts, importIcons, stayHere } from "./packing.ts";
import { PATIENCE_MILLISECONDS } from "./patience.ts";
import { preload } from "./preloads.ts";
import { weigh } from "./weigh.ts";

/** The seed for the order of tests, as for the Python tests. */
const shuffle = process.env.AURAL_TEST_SHUFFLE;
const server = process.env.AURAL_DEV_SERVER ?? "http://127.0.0.1:8000";
/** Tests run in a zone that is never near UTC: in UTC, times that were never converted would look right. */
if (process.env.VITEST) process.env.TZ = "Asia/Kathmandu";

export default defineConfig({
  base: "/",
  plugins: [
    react(),
    lingui({ macroTransform: true }),
    tailwindcss(),
    importIcons(),
    stayHere(),
    copyFonts(),
    weigh(),
    preload(),
    compress(),
  ],
  build: {
    outDir: "../src/aural/static",
    emptyOutDir: true,
    target: ["chrome111", "firefox128", "safari16.4"],
    // The documentation's pages come from the server. Their style and script are built like all others.
    rolldownOptions: {
      input: ["index.html", "src/app/early.ts", "src/docs/docs.ts"],
      output: { codeSplitting: { groups }, chunkFileNames: nameFile },
    },
    // The strict content security policy forbids assets as data: URLs.
    assetsInlineLimit: 0,
  },
  // One file without imports, because the sandbox in which it runs can load nothing.
  worker: { format: "iife" },
  server: { proxy: { "/api": server, "/docs": server, "/room": { target: server, ws: true } } },
  test: {
    projects: [
      // Only component tests get a jsdom: creating one takes longer than running most other tests.
      { extends: true, test: { name: "rules", include: ["src/**/*.test.ts"], environment: "node" } },
      {
        extends: true,
        test: {
          name: "components",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["patience-setup.ts"],
          // Node can't link a package's module for two pages that load it at the same time.
          server: { deps: { inline: [/react-aria-components/] } },
        },
      },
    ],
    expect: { poll: { timeout: PATIENCE_MILLISECONDS } },
    testTimeout: 2 * PATIENCE_MILLISECONDS,
    hookTimeout: 2 * PATIENCE_MILLISECONDS,
    pool: "vmThreads", // each thread loads jsdom once for all its pages: 49 CPU s instead of 80
    sequence: { shuffle: shuffle !== undefined, seed: Number(shuffle ?? 0) },
    maxWorkers: "100%", // the default leaves one core free, which is one of two on small machines
    passWithNoTests: true,
    restoreMocks: true,
  },
});
