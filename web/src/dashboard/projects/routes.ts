import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const projects = createRoute({
  getParentRoute: () => frame,
  path: "/projects",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./ProjectsPage"))),
});

export const projectRoutes = [projects] as const;
