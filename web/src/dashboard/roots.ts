import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";

import { NO_ORGANIZATION } from "../api/account";
import { asApiError } from "../api/error";
import { Frame } from "./frame/Frame";
import { PagePending, PageError } from "./frame/PageStates";
import { Root } from "./frame/Root";
import { meQuery, signInStateQuery } from "./me";
import { readNext } from "./signin/next";

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root });

/** The frame for people who are signed in: the parent of every page except those for signing in and joining. */
export const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  component: Frame,
  pendingComponent: PagePending,
  errorComponent: PageError,
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      await queryClient.query({ ...meQuery, staleTime: "static" });
    } catch (error) {
      const { status, code } = asApiError(error);
      if (status === 403 && code === NO_ORGANIZATION) redirect({ to: "/welcome", throw: true });
      if (status !== 401) throw error;
      const { needsSetup } = await queryClient.query(signInStateQuery);
      if (needsSetup) redirect({ to: "/welcome", throw: true });
      redirect({ to: "/sign-in", search: readNext(location.href), throw: true });
    }
  },
});
