import { ownHeaders, setCsrfToken } from "./client";
import { ApiError, readError } from "./error";
import type { components } from "./schema";

/** As the server says it, where such a person asks for anything else. */
const NO_ORGANIZATION = "You belong to no organization. Ask for an invitation, or make one.";

type Schemas = components["schemas"];
type Answer = Schemas["MeOut"];
export type Role = Schemas["MembershipOut"]["role"];
export type SignInState = Schemas["AuthOut"];
export type Setup = Schemas["SetupIn"];

/** Somebody who is signed in and belongs to an organization: only such a person sees the pages inside the frame. */
export interface Me extends Answer {
  email: string;
  csrfToken: string;
  role: Role;
  organization: NonNullable<Answer["organization"]>;
}

async function ask<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    credentials: "same-origin",
    headers: {
      ...ownHeaders(method),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0);
  });
  if (!response.ok) throw await readError(response);
  return ((await response.json()) as { data: T }).data;
}

function remember(answer: Answer): Me {
  const { email, csrfToken, role, organization } = answer;
  setCsrfToken(csrfToken);
  if (email === null || csrfToken === null || role === null || organization === null)
    throw new ApiError(403, { code: "FORBIDDEN", message: NO_ORGANIZATION });
  return { ...answer, email, csrfToken, role, organization };
}

export async function getMe(): Promise<Me> {
  return remember(await ask<Answer>("GET", "/me"));
}

export function getSignInState(): Promise<SignInState> {
  return ask<SignInState>("GET", "/auth");
}

export async function signIn(email: string, password: string): Promise<Me> {
  return remember(await ask<Answer>("POST", "/auth/sign-in", { email, password }));
}

export async function setUp(setup: Setup): Promise<Me> {
  return remember(await ask<Answer>("POST", "/auth/setup", setup));
}

export async function signOut(): Promise<void> {
  await ask<unknown>("POST", "/auth/sign-out", {});
  setCsrfToken(null);
}
