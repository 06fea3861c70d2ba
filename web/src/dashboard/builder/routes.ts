import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";

const TABS = ["questions", "assessment", "settings"] as const;
export type BuilderTab = (typeof TABS)[number];

/** The tabs' names in older addresses. */
const EARLIER = new Map<unknown, BuilderTab>([
  ["criteria", "assessment"],
  ["interviewer", "settings"],
  ["rules", "settings"],
]);

/** The part of the address for the builder: the open tab and the question that is edited. */
interface Place {
  tab?: BuilderTab | undefined;
  question?: string | undefined;
}

export function readPlace({ tab, question }: Record<string, unknown>): Place {
  const known = EARLIER.get(tab) ?? TABS.find((one) => one === tab);
  return { ...(known !== undefined && { tab: known }), ...(typeof question === "string" && { question }) };
}

const build = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/build",
  validateSearch: readPlace,
  component: lazyRouteComponent(() => withTexts(BUILDER, import("./BuilderPage"))),
});

/** The pages of this area. */
export const builderRoutes = [build] as const;
