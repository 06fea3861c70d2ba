import { QueryClient } from "@tanstack/react-query";

/** What was loaded. Nothing is tried again behind a person's back: an error says so and offers it. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a network a request fails at once, and the page says so; it never waits in silence.
    queries: { retry: false, staleTime: 15_000, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});
