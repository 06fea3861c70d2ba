import { ownHeaders, setCsrfToken } from "./client";
import { dropEarly, takeEarly } from "./early";
import { effectOf } from "./effect";
import { ApiError, readError } from "./error";
import { chooseOrganization, organizationId } from "./organization";
import type { components } from "./schema";

/**
 * The code of the error for a person who is signed in but belongs to no organization: no page inside the frame is for
 * them.
 */
export const NO_ORGANIZATION = "NO_ORGANIZATION";

type Schemas = components["schemas"];
type Answer = Schemas["MeOut"];
export type Role = Schemas["MembershipOut"]["role"];
export type SignInState = Schemas["AuthOut"];
export type Setup = Schemas["SetupIn"];
export type InvitationTerms = Schemas["DoorOut"];
/** A person who is signed in, with or without an organization. */
export type Person = Answer;
export type NewAccount = Schemas["JoinIn"];

/** A person who is signed in and belongs to an organization. Only they see the pages inside the frame. */
export interface Me extends Answer {
  email: string;
  csrfToken: string;
  role: Role;
  organization: NonNullable<Answer["organization"]>;
}

async function ask<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
  const address = `/api/v1${path}`;
  const effect = effectOf(method, path);
  const send = () =>
    fetch(address, {
      method,
      credentials: "same-origin",
      headers: {
        ...ownHeaders(method),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  if (method === "POST") dropEarly();
  const response = await ((method === "GET" ? takeEarly(address) : null) ?? send()).catch(() => {
    throw new ApiError(0, {}, null, effect);
  });
  if (!response.ok) throw await readError(response, effect);
  return ((await response.json()) as { data: T }).data;
}

/** Whether the person belongs to an organization, so that the pages inside the frame are for them. */
export function isMember(person: Person): person is Me {
  const { email, csrfToken, role, organization } = person;
  return email !== null && csrfToken !== null && role !== null && organization !== null;
}

function rememberPerson(answer: Answer): Person {
  setCsrfToken(answer.csrfToken);
  return answer;
}

function remember(answer: Answer): Me {
  const person = rememberPerson(answer);
  if (!isMember(person)) throw new ApiError(403, { code: NO_ORGANIZATION });
  return person;
}

/**
 * The person who is signed in. If they left the chosen organization or it was deleted, the server chooses their first
 * one.
 */
export async function getMe(): Promise<Me> {
  return remember(await askWhoIsThere());
}

async function askWhoIsThere(): Promise<Answer> {
  try {
    return await ask<Answer>("GET", "/me");
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403 || organizationId() === null) throw error;
    chooseOrganization(null);
    return ask<Answer>("GET", "/me");
  }
}

/** The person who is signed in, with or without an organization; null if no one is. */
export async function findPerson(): Promise<Answer | null> {
  try {
    return rememberPerson(await askWhoIsThere());
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function readInvitation(code: string): Promise<InvitationTerms> {
  return ask<InvitationTerms>("POST", "/auth/invitation", { code });
}

export async function join(account: NewAccount): Promise<Me> {
  return remember(await ask<Answer>("POST", "/auth/join", account));
}

export async function joinAsMe(code: string): Promise<Me> {
  return remember(await ask<Answer>("POST", "/me/join", { code }));
}

export async function askReset(email: string): Promise<void> {
  await ask<unknown>("POST", "/auth/reset", { email });
}

export async function resetPassword(token: string, password: string): Promise<Person> {
  return rememberPerson(await ask<Answer>("POST", "/auth/password", { token, password }));
}

export async function createOrganization(name: string): Promise<Me> {
  return remember(await ask<Answer>("POST", "/organizations", { name }));
}

export async function claimOrganization(organization: string): Promise<Me> {
  return remember(await ask<Answer>("POST", "/organizations/claim", { organization }));
}

export function getSignInState(): Promise<SignInState> {
  return ask<SignInState>("GET", "/auth");
}

export async function signIn(email: string, password: string): Promise<Person> {
  return rememberPerson(await ask<Answer>("POST", "/auth/sign-in", { email, password }));
}

export async function setUp(setup: Setup): Promise<Me> {
  return remember(await ask<Answer>("POST", "/auth/setup", setup));
}

export async function signOut(): Promise<void> {
  await ask<unknown>("POST", "/auth/sign-out", {});
  setCsrfToken(null);
}
