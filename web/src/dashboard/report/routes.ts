import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { REVIEW } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { sessionQuery } from "./useReport";

export const TABS = ["report", "transcript", "integrity", "details"] as const;
export type TabId = (typeof TABS)[number];

/** The place in a report that an address names. */
interface Place {
  tab?: TabId;
  /** A quote to mark in the transcript. */
  quote?: string;
}

function readPlace({ tab, quote }: Record<string, unknown>): Place {
  const known = TABS.find((id) => id === tab);
  return { ...(known !== undefined && { tab: known }), ...(typeof quote === "string" && { quote }) };
}

const report = createRoute({
  getParentRoute: () => frame,
  path: "/sessions/$sessionId",
  validateSearch: readPlace,
  // Not awaited, because the page shows how it is loading. On a first visit, it usually comes first, and nothing shifts.
  loader: ({ context: { queryClient }, params, preload }) => {
    if (!preload) queryClient.query(sessionQuery(params.sessionId)).catch(() => undefined);
  },
  staleTime: Infinity, // the page itself reads it again
  component: lazyRouteComponent(() => withTexts(REVIEW, import("./ReportPage"))),
});

/** The pages of this area, each created by `createRoute({ getParentRoute: () => frame, … })`. */
export const reportRoutes = [report] as const;
