import { createRoute } from "@tanstack/react-router";

import { frame } from "../roots";
import { NotFound } from "./NotFound";

/** Matches every address that belongs to no page. */
export const unknownRoute = createRoute({ getParentRoute: () => frame, path: "$", component: NotFound });
