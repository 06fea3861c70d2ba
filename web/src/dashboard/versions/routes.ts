import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

/** The comparison in the address: the ids of two versions. Without `after`, it is with the interview as it is now. */
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
