import { QueryClient } from "@tanstack/react-query";

/** The cache of what was loaded. Nothing is retried automatically: the page shows the error and offers to try again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a network, a request fails at once and the page says so, instead of waiting silently.
    queries: { retry: false, staleTime: 15_000, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});
