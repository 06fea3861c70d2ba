import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { ACCESS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { root } from "../roots";
import { readNext } from "./next";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string; problem?: string } => ({
    ...readNext(search.next),
    ...(typeof search.problem === "string" && { problem: search.problem }),
  }),
  component: lazyRouteComponent(() => withTexts(ACCESS, import("./SignInPage"))),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/reset",
  component: lazyRouteComponent(() => withTexts(ACCESS, import("./ResetPage"))),
});

const join = createRoute({
  getParentRoute: () => root,
  path: "/join/$code",
  component: lazyRouteComponent(() => withTexts(ACCESS, import("./JoinPage"))),
});

/** Pages outside the frame. */
export const signInRoutes = [signIn, reset, join] as const;
