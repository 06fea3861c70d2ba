import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";

export const TABS = ["report", "transcript", "integrity", "details"] as const;
export type TabId = (typeof TABS)[number];

const report = createRoute({
  getParentRoute: () => frame,
  path: "/sessions/$sessionId",
  validateSearch: (search: Record<string, unknown>): { tab?: TabId } => {
    const tab = TABS.find((id) => id === search.tab);
    return tab === undefined ? {} : { tab };
  },
  component: lazyRouteComponent(() => import("./ReportPage")),
});

/** The pages of this area, each made by `createRoute({ getParentRoute: () => frame, … })`. */
export const reportRoutes = [report] as const;
