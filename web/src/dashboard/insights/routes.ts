import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { REVIEW } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { readBehind, readRange } from "./range";

const overall = createRoute({
  getParentRoute: () => frame,
  path: "/insights",
  validateSearch: readRange,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./OverallPage"))),
});

const interview = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$id/insights",
  validateSearch: readRange,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./InsightsPage"))),
});

const behind = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$id/insights/sessions",
  validateSearch: readBehind,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./SessionsBehindPage"))),
});

const behindAll = createRoute({
  getParentRoute: () => frame,
  path: "/insights/sessions",
  validateSearch: readBehind,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./SessionsBehindAllPage"))),
});

/** The pages of this area, each created by `createRoute({ getParentRoute: () => frame, … })`. */
export const insightRoutes = [overall, interview, behind, behindAll] as const;
