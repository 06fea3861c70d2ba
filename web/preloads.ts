/**
 * Writes the pages that people open from outside. Each names all scripts of a first visit, so that browsers fetch them
 * together, and most show a frame meanwhile. With index.html alone, the screen would stay empty while a browser
 * discovers the scripts one after another: the entry, its texts, the product, the page.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { type Plugin, runnerImport } from "vite";

import { Built } from "./built.ts";

const LOCALES = ["en", "zh-Hans"];
const texts = (area: string) => (locale: string) => `src/locales/${locale}/${area}.po`;
const source = (path: string) => () => `src/${path}.tsx`;

/** The font of times. If it arrived after the conversation, it would shift the text. */
const TIMES = () => "atkinson-hyperlegible-mono-latin-wght-normal.woff2";

interface Page {
  /** The frame to show before the scripts have run. A page with a frame also requests its data before that. */
  frame?: keyof typeof import("./src/app/frames.tsx").FRAMES;
  loads: readonly ((locale: string) => string)[];
}

const ROOM = [source("room/RoomApp"), texts("shared"), texts("entry")];
const DASHBOARD = [source("dashboard/DashboardApp"), texts("shared"), texts("dashboard")];
/** The pages by the name that `src/aural/pages.py` derives from the address. */
const PAGES: Readonly<Record<string, Page>> = {
  landing: { frame: "room", loads: ROOM },
  room: { frame: "room", loads: [...ROOM, source("room/live/RoomPage"), texts("room"), TIMES] },
  dashboard: { loads: DASHBOARD },
  interviews: { frame: "dashboard", loads: [...DASHBOARD, source("dashboard/interviews/InterviewsPage")] },
  report: { frame: "dashboard", loads: [...DASHBOARD, source("dashboard/report/ReportPage"), texts("review")] },
};
const EMPTY = '<div id="root"></div>';
/** If a page has a frame, the resources that the frame needs are fetched before all scripts. */
const SCRIPT = /<script type="module"|<link rel="modulepreload"/g;

export function preload(): Plugin {
  return {
    name: "aural:preload",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const built = new Built(Object.values(bundle));
      const html = built.bytesOf("index.html").toString();
      const early = `<script type="module" async crossorigin src="/${built.from("src/app/early.ts")}"></script>\n    `;
      const { FRAMES } = await importFrames();
      for (const [name, { frame, loads }] of Object.entries(PAGES))
        for (const locale of LOCALES) {
          const files = built.collect(loads.map((find) => built.from(find(locale))));
          const tags = [...files].filter((file) => !html.includes(file) && !early.includes(file)).map(tagOf);
          const page = html.replace('lang="en"', `lang="${locale}"`).replace("</head>", `${tags.join("")}</head>`);
          const shown = frame && `${EMPTY}\n    <div id="frame">${FRAMES[frame](locale)}</div>`;
          const whole = shown
            ? page
                .replaceAll(SCRIPT, '$& fetchpriority="low"')
                .replace("<title>", `${early}<title>`)
                .replace(EMPTY, shown)
            : page;
          writeFileSync(join(dir, `${name}.${locale}.html`), whole);
        }
    },
  };
}

async function importFrames() {
  const plugins = [react(), lingui({ macroTransform: true })];
  const source = "./src/app/frames.tsx";
  const { module } = await runnerImport<typeof import("./src/app/frames.tsx")>(source, { configFile: false, plugins });
  return module;
}

function tagOf(name: string): string {
  if (name.endsWith(".woff2"))
    return `  <link rel="preload" as="font" type="font/woff2" crossorigin href="/${name}">\n  `;
  const kind = name.endsWith(".css") ? 'rel="stylesheet"' : 'rel="modulepreload"';
  return `  <link ${kind} crossorigin href="/${name}">\n  `;
}
