import { ownHeaders, setCsrfToken } from "./client";
import { ApiError, readError } from "./error";

export type Role = "OWNER" | "ADMIN" | "MEMBER" | "VIEWER";

export interface Me {
  id: string;
  name: string;
  email: string;
  csrfToken: string;
  role: Role;
  organization: { id: string; name: string; plan: string };
  organizations: { id: string; name: string; role: Role }[];
  projects: { id: string; name: string }[];
}

/** What one may know before signing in. */
export interface SignInState {
  needsSetup: boolean;
  mail: boolean;
  singleSignOn: string | null;
}

export interface Setup {
  code: string;
  name: string;
  email: string;
  password: string;
  organization: string;
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

function remember(me: Me): Me {
  setCsrfToken(me.csrfToken);
  return me;
}

export async function getMe(): Promise<Me> {
  return remember(await ask<Me>("GET", "/me"));
}

export function getSignInState(): Promise<SignInState> {
  return ask<SignInState>("GET", "/auth");
}

export async function signIn(email: string, password: string): Promise<Me> {
  return remember(await ask<Me>("POST", "/auth/sign-in", { email, password }));
}

export async function setUp(setup: Setup): Promise<Me> {
  return remember(await ask<Me>("POST", "/auth/setup", setup));
}

export async function signOut(): Promise<void> {
  await ask<unknown>("POST", "/auth/sign-out", {});
  setCsrfToken(null);
}
