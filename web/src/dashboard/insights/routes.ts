import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";
import { readBehind, readRange } from "./range";

const overall = createRoute({
  getParentRoute: () => frame,
  path: "/insights",
  validateSearch: readRange,
  component: lazyRouteComponent(() => import("./OverallPage")),
});

const interview = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$id/insights",
  validateSearch: readRange,
  component: lazyRouteComponent(() => import("./InsightsPage")),
});

const behind = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$id/insights/sessions",
  validateSearch: readBehind,
  component: lazyRouteComponent(() => import("./SessionsBehindPage")),
});

const behindAll = createRoute({
  getParentRoute: () => frame,
  path: "/insights/sessions",
  validateSearch: readBehind,
  component: lazyRouteComponent(() => import("./SessionsBehindAllPage")),
});

/** The pages of this area, each made by `createRoute({ getParentRoute: () => frame, … })`. */
export const insightRoutes = [overall, interview, behind, behindAll] as const;
