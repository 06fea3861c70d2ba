import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";

const fresh = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/new",
  component: lazyRouteComponent(() => import("./NewInterviewPage")),
});

const rehearse = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/rehearse",
  component: lazyRouteComponent(() => import("./RehearsePage")),
});

export const draftingRoutes = [fresh, rehearse] as const;
