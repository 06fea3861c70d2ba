import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

declare module "@tanstack/react-router" {
  /** The person's goal, passed from one page to the next without being in the address. */
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
