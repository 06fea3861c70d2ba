import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const organizations = createRoute({
  getParentRoute: () => frame,
  path: "/organizations",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./OrganizationsPage"))),
});

export const organizationRoutes = [organizations] as const;
