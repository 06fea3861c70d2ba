import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { REVIEW } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame, root } from "../roots";
import { readComparison } from "./compare/comparison";

const compare = createRoute({
  getParentRoute: () => frame,
  path: "/sessions/compare",
  validateSearch: readComparison,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./compare/ComparePage"))),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: "/shared/$token",
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./SharedPage"))),
});

export const sharingRoutes = [compare] as const;
/** Pages that need no account, outside the frame. */
export const sharedRoutes = [shared] as const;
