import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const team = createRoute({
  getParentRoute: () => frame,
  path: "/team",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./TeamPage"))),
});

export const teamRoutes = [team] as const;
