import { createRoute } from "@tanstack/react-router";

import { NotFound } from "./parts/NotFound";
import { frame } from "./roots";

/** Any address that no page has. */
export const unknownRoute = createRoute({ getParentRoute: () => frame, path: "$", component: NotFound });
