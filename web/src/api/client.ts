import createClient, { type Middleware } from "openapi-fetch";

import { takeEarly } from "./early";
import { effectOf } from "./effect";
import { asApiError, readError } from "./error";
import { organizationHeader } from "./organization";
import type { paths } from "./schema";

let csrfToken: string | null = null;

/** Sets the token that comes with the answer to `/me`. Every write sends it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The headers that every request of the dashboard carries. */
export function ownHeaders(method: string): Record<string, string> {
  return {
    ...organizationHeader(),
    ...(csrfToken !== null && method !== "GET" && { "X-CSRF-Token": csrfToken }),
  };
}

const effectOfSent = ({ method, headers }: Request, path: string) =>
  effectOf(method, path, headers.has("Idempotency-Key"));

const middleware: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(ownHeaders(request.method))) request.headers.set(name, value);
    return request;
  },
  async onResponse({ request, response, schemaPath }) {
    if (!response.ok) throw await readError(response, effectOfSent(request, schemaPath));
    return response;
  },
  onError({ error, request, schemaPath }) {
    return asApiError(error, effectOfSent(request, schemaPath));
  },
};

/** The API client, typed by its generated schema. Throws an ApiError if a request fails. */
export const api = createClient<paths>({
  baseUrl: "/api/v1",
  credentials: "same-origin",
  // `fetch` is looked up at each call, because tests replace it.
  fetch: (request) => (request.method === "GET" ? takeEarly(request.url) : null) ?? fetch(request),
});
api.use(middleware);

/** The body of an answer, as in `(await take(api.GET("/interviews"))).data`. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  // Every unsuccessful answer was thrown before.
  return data as T;
}
