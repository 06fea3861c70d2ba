import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory, createRouter } from "@tanstack/react-router";
import { expect, it, vi } from "vitest";

import { frame, root } from "./roots";

it.each(["/interviews?status=CLOSED", "/compare?ids=s1%2Cs2"])(
  "leads from %s to sign-in, and remembers the whole address",
  async (address) => {
    const refused = { error: { code: "UNAUTHORIZED", message: "Sign in first.", requestId: "r1" } };
    vi.stubGlobal("fetch", (target: Request | URL | string) =>
      Promise.resolve(
        (target instanceof Request ? target.url : String(target)).endsWith("/me")
          ? Response.json(refused, { status: 401 })
          : Response.json({ data: { needsSetup: false } }),
      ),
    );
    const router = createRouter({
      routeTree: root,
      context: { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) },
      history: createMemoryHistory({ initialEntries: [address] }),
    });
    const context = { context: router.options.context, location: router.latestLocation };
    await expect(frame.options.beforeLoad?.(context as never)).rejects.toMatchObject({
      options: { to: "/sign-in", search: { next: address } },
    });
  },
);
