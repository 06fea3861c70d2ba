import createClient, { type Middleware } from "openapi-fetch";

import { asApiError, readError } from "./error";
import { organizationId } from "./organization";
import type { paths } from "./schema";

let csrfToken: string | null = null;

/** From the answer that says who is signed in; each write carries it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** What each request of the dashboard says beside its body. */
export function ownHeaders(method: string): Record<string, string> {
  const organization = organizationId();
  return {
    ...(organization !== null && { "Aural-Organization": organization }),
    ...(csrfToken !== null && method !== "GET" && { "X-CSRF-Token": csrfToken }),
  };
}

const headers: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(ownHeaders(request.method))) request.headers.set(name, value);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await readError(response);
    return response;
  },
  onError({ error }) {
    return asApiError(error);
  },
};

/** The API, by the types that are generated from it. It throws an ApiError where it does not succeed. */
export const api = createClient<paths>({
  baseUrl: "/api/v1",
  credentials: "same-origin",
  // Looked up at each call: tests put another one in its place.
  fetch: (request) => fetch(request),
});
api.use(headers);

/** The body of an answer: `take(api.GET("/interviews")).data`. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  // Every answer that is no success has been thrown before.
  return data as T;
}
