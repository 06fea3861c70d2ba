import { createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A router that shows the same part at every address; it starts at `address`. For tests. */
export function createTestRouter(part: ReactNode, address = "/") {
  const root = createRootRoute();
  const everywhere = createRoute({ getParentRoute: () => root, path: "$", component: () => part });
  return createRouter({
    routeTree: root.addChildren([everywhere]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
}
