import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { Me, Role } from "../../api/account";
import { show } from "../../ui/testing";
import { meQuery } from "../me";

/**
 * A router for tests that renders `part` at every address, starting at `address`. Pass the route's `path` for a part
 * that reads its own route.
 */
export function createTestRouter(part: ReactNode, address = "/", path = "$") {
  const root = createRootRoute();
  const frame = createRoute({ getParentRoute: () => root, id: "frame" });
  const page = createRoute({ getParentRoute: () => frame, path, component: () => part });
  return createRouter({
    routeTree: root.addChildren([frame.addChildren([page])]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
}

/** Renders `part` for a user with the given role. `client` may already contain loaded data. For tests. */
export function showAs(role: Role, part: ReactNode, client = new QueryClient()) {
  const organization = { id: "o1" } as Me["organization"];
  const none = { projects: [] as Me["projects"], organizations: [] as Me["organizations"] };
  client.setQueryData(meQuery.queryKey, { id: "m1", role, organization, ...none } as Me);
  return show(<QueryClientProvider client={client}>{part}</QueryClientProvider>);
}
