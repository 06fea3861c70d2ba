import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";

export const TABS = ["questions", "criteria", "interviewer", "rules"] as const;
export type BuilderTab = (typeof TABS)[number];

/** What the address says of the builder: the open tab, and the question that is edited. */
interface Place {
  tab?: BuilderTab | undefined;
  question?: string | undefined;
}

function readPlace({ tab, question }: Record<string, unknown>): Place {
  const known = TABS.find((one) => one === tab);
  return { ...(known !== undefined && { tab: known }), ...(typeof question === "string" && { question }) };
}

const build = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/build",
  validateSearch: readPlace,
  component: lazyRouteComponent(() => import("./BuilderPage")),
});

/** The pages of this area. */
export const builderRoutes = [build] as const;
