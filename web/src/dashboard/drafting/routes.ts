import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

declare module "@tanstack/react-router" {
  /** What a page gives to the next one and no address shows: what one wants to learn. */
  interface HistoryState {
    goal?: string;
  }
}

const fresh = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/new",
  component: lazyRouteComponent(() => withTexts(BUILDER, import("./NewInterviewPage"))),
});

export const draftingRoutes = [fresh] as const;
