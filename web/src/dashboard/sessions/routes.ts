import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { REVIEW } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { readFilters } from "./filters";

const all = createRoute({
  getParentRoute: () => frame,
  path: "/sessions",
  validateSearch: readFilters,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./AllSessionsPage"))),
});

const ofInterview = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/sessions",
  validateSearch: readFilters,
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./InterviewSessionsPage"))),
});

/** The pages of this area, each created by `createRoute({ getParentRoute: () => frame, … })`. */
export const sessionRoutes = [all, ofInterview] as const;
