import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";

import { NO_ORGANIZATION } from "../api/account";
import { asApiError } from "../api/error";
import { Frame } from "./frame/Frame";
import { FramePending, FrameTrouble } from "./frame/FrameStates";
import { readNext } from "./access/next";
import { meQuery, signInStateQuery } from "./me";
import { Root } from "./frame/Root";

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root });

/** What is shown to those who are signed in: the parent of every page but those of access. */
export const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  component: Frame,
  pendingComponent: FramePending,
  errorComponent: FrameTrouble,
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
