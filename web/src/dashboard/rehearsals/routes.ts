import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const rehearse = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/rehearse",
  component: lazyRouteComponent(() => withTexts(BUILDER, import("./RehearsePage"))),
});

export const rehearsalRoutes = [rehearse] as const;
