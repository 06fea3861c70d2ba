import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { REVIEW } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

export const TABS = ["report", "transcript", "integrity", "details"] as const;
export type TabId = (typeof TABS)[number];

/** Where in a report somebody wants to be. */
interface Place {
  tab?: TabId;
  /** Words that are quoted in it: they are marked in the transcript. */
  quote?: string;
}

function readPlace({ tab, quote }: Record<string, unknown>): Place {
  const known = TABS.find((id) => id === tab);
  return { ...(known !== undefined && { tab: known }), ...(typeof quote === "string" && { quote }) };
}

const report = createRoute({
  getParentRoute: () => frame,
  path: "/sessions/$sessionId",
  validateSearch: readPlace,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./ReportPage"))),
});

/** The pages of this area, each made by `createRoute({ getParentRoute: () => frame, … })`. */
export const reportRoutes = [report] as const;
