import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { root } from "../roots";
import { readNext } from "./next";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => readNext(search.next),
  component: lazyRouteComponent(() => import("./SignInPage")),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./WelcomePage")),
});

export const accessRoutes = [signIn, welcome] as const;
