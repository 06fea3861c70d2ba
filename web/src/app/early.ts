/**
 * The first script of the pages in `preloads.ts`, with a file of its own: it asks for their data while the other files
 * are still loading. An answer that a page doesn't take costs a request and nothing else.
 */
import { sendEarly } from "../api/early";
import { entryRequest } from "../room/link/entryRequest";
import { recallSession } from "../room/link/shownSession";

/** The requests of each page, by its path. */
const PAGES: readonly [RegExp, (id: string) => void][] = [
  [
    /^\/(?:interviews\/?)?()$/,
    () => {
      sendEarly("/api/v1/me");
      if (location.search === "") sendEarly("/api/v1/interviews?limit=20&isArchived=false");
    },
  ],
  [
    /^\/sessions\/(?!compare\/?$)([^/]+)\/?$/,
    (id) => {
      sendEarly("/api/v1/me");
      sendEarly(`/api/v1/sessions/${id}`);
      sendEarly(`/api/v1/sessions/${id}/background`);
    },
  ],
  [
    /^\/i\/([^/%]+)/, // the page itself reports a slug that is encoded wrongly
    (slug) => {
      const token = new URLSearchParams(location.search).get("token");
      recallSession(slug, token);
      sendEarly(...entryRequest(slug, token, null));
    },
  ],
];

for (const [path, send] of PAGES) {
  const [, id] = path.exec(location.pathname) ?? [];
  if (id !== undefined) send(id);
}
