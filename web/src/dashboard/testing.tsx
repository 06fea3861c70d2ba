import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { Me, Role } from "../api/account";
import { show } from "../ui/testing";
import { meQuery } from "./me";

/**
 * A router that shows the same part at every address; it starts at `address`. A part that reads its own address needs
 * its `path`, too. For tests.
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

/** Shows a part to somebody with a role; the client holds what was loaded before. For tests. */
export function showAs(role: Role, part: ReactNode, client = new QueryClient()) {
  client.setQueryData(meQuery.queryKey, { id: "m1", role } as Me);
  return show(<QueryClientProvider client={client}>{part}</QueryClientProvider>);
}
