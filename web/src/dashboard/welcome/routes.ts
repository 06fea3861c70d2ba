import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { ACCESS, SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { root } from "../roots";

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => withTexts(ACCESS, withTexts(SETTINGS, import("./WelcomePage")))),
});

/** Pages outside the frame. */
export const welcomeRoutes = [welcome] as const;
