import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

/** What the address says of the comparison: the ids of two versions; without `after` it is the interview as it is now. */
export interface Compared {
  before?: string | undefined;
  after?: string | undefined;
}

function readCompared({ before, after }: Record<string, unknown>): Compared {
  return { ...(typeof before === "string" && { before }), ...(typeof after === "string" && { after }) };
}

const versions = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/versions",
  validateSearch: readCompared,
  component: lazyRouteComponent(() => withTexts(BUILDER, import("./VersionsPage"))),
});

export const versionRoutes = [versions] as const;
