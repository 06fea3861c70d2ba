import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame, root } from "../roots";
import { readNext } from "./next";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string; problem?: string } => ({
    ...readNext(search.next),
    ...(typeof search.problem === "string" && { problem: search.problem }),
  }),
  component: lazyRouteComponent(() => import("./SignInPage")),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./WelcomePage")),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/reset",
  component: lazyRouteComponent(() => import("./ResetPage")),
});

const join = createRoute({
  getParentRoute: () => root,
  path: "/join/$code",
  component: lazyRouteComponent(() => import("./JoinPage")),
});

const team = createRoute({
  getParentRoute: () => frame,
  path: "/team",
  component: lazyRouteComponent(() => import("./TeamPage")),
});

const projects = createRoute({
  getParentRoute: () => frame,
  path: "/projects",
  component: lazyRouteComponent(() => import("./ProjectsPage")),
});

const profile = createRoute({
  getParentRoute: () => frame,
  path: "/settings/profile",
  component: lazyRouteComponent(() => import("./ProfilePage")),
});

const organizations = createRoute({
  getParentRoute: () => frame,
  path: "/organizations",
  component: lazyRouteComponent(() => import("./OrganizationsPage")),
});

export const accessRoutes = [signIn, reset, welcome, join] as const;

/** Those inside the frame. */
export const teamRoutes = [team, projects, profile, organizations] as const;
