import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER, PEOPLE } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { readFilters } from "./filters";

const everyone = createRoute({
  getParentRoute: () => frame,
  path: "/candidates",
  validateSearch: readFilters,
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./EveryonePage"))),
});

const one = createRoute({
  getParentRoute: () => frame,
  path: "/candidates/$candidateId",
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./CandidatePage"))),
});

const ofInterview = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/candidates",
  validateSearch: readFilters,
  component: lazyRouteComponent(() => withTexts(BUILDER, withTexts(PEOPLE, import("./CandidatesPage")))),
});

/** Which list is being imported, and whether its columns are chosen, so that a reloaded page continues there. */
export interface Importing {
  list?: string | undefined;
  mapped?: true | undefined;
}

const importing = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/candidates/import",
  validateSearch: ({ list, mapped }: Record<string, unknown>): Importing =>
    typeof list === "string" ? { list, ...(mapped === true && { mapped }) } : {},
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./import/ImportPage"))),
});

const resumes = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/candidates/resumes",
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./import/ResumesPage"))),
});

const letters = createRoute({
  getParentRoute: () => frame,
  path: "/interviews/$interviewId/candidates/letters",
  component: lazyRouteComponent(() => withTexts(PEOPLE, import("./emails/EmailTemplatesPage"))),
});

/** The pages of this area, each created by `createRoute({ getParentRoute: () => frame, … })`. */
export const candidateRoutes = [everyone, one, ofInterview, importing, resumes, letters] as const;
