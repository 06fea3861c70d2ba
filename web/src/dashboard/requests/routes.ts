import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";

const all = createRoute({
  getParentRoute: () => frame,
  path: "/requests",
  component: lazyRouteComponent(() => import("./RequestsPage")),
});

const one = createRoute({
  getParentRoute: () => frame,
  path: "/requests/$requestId",
  component: lazyRouteComponent(() => import("./RequestPage")),
});

/** The pages of this area, each made by `createRoute({ getParentRoute: () => frame, … })`. */
export const requestRoutes = [all, one] as const;
