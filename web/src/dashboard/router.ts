import { createRouter } from "@tanstack/react-router";

import { asApiError } from "../api/error";
import { queryClient } from "./data/queryClient";
import { PagePending, PageError } from "./frame/PageStates";
import { meQuery } from "./me";
import { NotFound } from "./page/NotFound";
import { routeTree } from "./routes";
import { readNext } from "./signin/next";

export const router = createRouter({
  routeTree,
  context: { queryClient },
  // A page's code is loaded while the pointer is on its link.
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Leads to the sign-in page when the session has ended, and from there back to the same page. */
function leaveWhenSignedOut(error: unknown): void {
  if (asApiError(error).status !== 401 || router.state.location.pathname === "/sign-in") return;
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  void router.navigate({ to: "/sign-in", search: readNext(router.state.location.href) });
}

queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (
    type === "updated" &&
    (query.queryKey as readonly unknown[])[0] !== meQuery.queryKey[0] &&
    query.state.status === "error"
  )
    leaveWhenSignedOut(query.state.error);
});
queryClient.getMutationCache().subscribe(({ type, mutation }) => {
  if (type === "updated" && mutation.state.status === "error") leaveWhenSignedOut(mutation.state.error);
});
