import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { frame } from "../roots";
import { readFilters } from "./filters";

const start = createRoute({
  getParentRoute: () => frame,
  path: "/",
  beforeLoad: () => {
    redirect({ to: "/interviews", throw: true });
  },
});

const list = createRoute({
  getParentRoute: () => frame,
  path: "/interviews",
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import("./InterviewsPage")),
});

/** An older address: the link is now above the list of candidates. */
const share = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/share",
  beforeLoad: ({ params }) => {
    redirect({ to: "/interviews/$interviewId/candidates", params, replace: true, throw: true });
  },
});

export const interviewRoutes = [start, list, share] as const;
