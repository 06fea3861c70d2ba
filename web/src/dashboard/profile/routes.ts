import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { ACCESS, SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const profile = createRoute({
  getParentRoute: () => frame,
  path: "/settings/profile",
  component: lazyRouteComponent(() => withTexts(ACCESS, withTexts(SETTINGS, import("./ProfilePage")))),
});

export const profileRoutes = [profile] as const;
