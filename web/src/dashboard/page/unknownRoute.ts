import { createRoute } from "@tanstack/react-router";

import { frame } from "../roots";
import { NotFound } from "./NotFound";

/** Any address that no page has. */
export const unknownRoute = createRoute({ getParentRoute: () => frame, path: "$", component: NotFound });
