import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { PEOPLE } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const all = createRoute({
  getParentRoute: () => frame,
  path: "/requests",
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./RequestsPage"))),
});

const one = createRoute({
  getParentRoute: () => frame,
  path: "/requests/$requestId",
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./RequestPage"))),
});

/** The pages of this area, each created by `createRoute({ getParentRoute: () => frame, … })`. */
export const requestRoutes = [all, one] as const;
