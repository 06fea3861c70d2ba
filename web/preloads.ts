/**
 * Writes pages that name all scripts of a first visit, so that browsers fetch them together. From index.html, a browser
 * would discover them one after another: the entry, its texts, the product, the page.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "vite";

import { Built } from "./built.ts";

const LOCALES = ["en", "zh-Hans"];
const texts = (area: string) => (locale: string) => `src/locales/${locale}/${area}.po`;
const source = (path: string) => () => `src/${path}.tsx`;

/** The font of times. If it arrived after the conversation, it would shift the text. */
const TIMES = () => "atkinson-hyperlegible-mono-latin-wght-normal.woff2";

const ROOM = [source("room/RoomApp"), texts("shared"), texts("entry")];
const DASHBOARD = [source("dashboard/DashboardApp"), texts("shared"), texts("dashboard")];
/** What each page loads, by the name that `src/aural/pages.py` derives from the address. */
const PAGES: Readonly<Record<string, readonly ((locale: string) => string)[]>> = {
  landing: ROOM,
  room: [...ROOM, source("room/live/RoomPage"), texts("room"), TIMES],
  dashboard: DASHBOARD,
  interviews: [...DASHBOARD, source("dashboard/interviews/InterviewsPage")],
  report: [...DASHBOARD, source("dashboard/report/ReportPage"), texts("review")],
};

export function preload(): Plugin {
  return {
    name: "aural:preload",
    apply: "build",
    writeBundle({ dir = "" }, bundle) {
      const built = new Built(Object.values(bundle));
      const html = built.bytesOf("index.html").toString();
      for (const [page, sources] of Object.entries(PAGES))
        for (const locale of LOCALES) {
          const files = built.collect(sources.map((find) => built.from(find(locale))));
          const tags = [...files].filter((name) => !html.includes(name)).map(tagOf);
          writeFileSync(join(dir, `${page}.${locale}.html`), html.replace("</head>", `${tags.join("")}</head>`));
        }
    },
  };
}

function tagOf(name: string): string {
  if (name.endsWith(".woff2"))
    return `  <link rel="preload" as="font" type="font/woff2" crossorigin href="/${name}">\n  `;
  const kind = name.endsWith(".css") ? 'rel="stylesheet"' : 'rel="modulepreload"';
  return `  <link ${kind} crossorigin href="/${name}">\n  `;
}
