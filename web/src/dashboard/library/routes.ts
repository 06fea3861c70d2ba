import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { BUILDER } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { asType } from "./kinds";
import type { Wanted } from "./library";

const LONGEST_SEARCH = 200;

function readWanted({ q, type }: Record<string, unknown>): Wanted {
  const known = asType(type);
  return {
    ...(typeof q === "string" && q.trim() !== "" && { q: q.slice(0, LONGEST_SEARCH) }),
    ...(known !== undefined && { type: known }),
  };
}

const library = createRoute({
  getParentRoute: () => frame,
  path: "/library",
  validateSearch: readWanted,
  component: lazyRouteComponent(() => withTexts(BUILDER, import("./LibraryPage"))),
});

export const libraryRoutes = [library] as const;
