import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";

declare module "@tanstack/react-router" {
  /** What a page gives to the next one and no address shows: what one wants to learn. */
  interface HistoryState {
    goal?: string;
  }
}

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
